//! One form for the addresses of one page.
//!
//! Enters: an address as it was given. Leaves: what is left of it without what has no part in which page is meant.
//! **Invariant:** scheme, `www.`, case of the host, usual port, fragment, tracking, order of parameters and a final slash tell no pages
//! apart; everything else does, to the letter. An address of a whole site is none.

/// Parameters that say where a reader comes from; those that begin with `utm_` beside.
const TRACKING: &[&str] = &["fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "xtor", "at_medium", "at_campaign"];

/// The address without scheme, `www.`, usual port, fragment, tracking parameters and final slash, the others in order; `None` where it
/// names no page but a whole site, as feeds do that know no better.
pub(super) fn address(url: &str) -> Option<String> {
    let url = url.trim().split('#').next()?;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = [":80", ":443"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host);
    let path = path.trim_end_matches('/');
    let mut parameters: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty() && !tracks(parameter)).collect();
    parameters.sort_unstable();
    let page = !host.is_empty() && (!path.is_empty() || !parameters.is_empty());
    page.then(|| format!("{host}/{path}?{}", parameters.join("&")))
}

fn tracks(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_equal_and_of_others_are_not() {
        let page = address("https://example.org/a/b?id=3&lang=fr");
        for same in [
            "http://www.example.org/a/b/?lang=fr&id=3",
            "HTTPS://Example.ORG:443/a/b?id=3&lang=fr#comments",
            " example.org/a/b?utm_source=x&id=3&fbclid=9&lang=fr&UTM_medium=y ",
        ] {
            assert_eq!(address(same), page, "{same}");
        }
        for other in
            ["https://example.org/a/B?id=3&lang=fr", "https://example.org/a/b?id=4&lang=fr", "https://m.example.org/a/b?id=3&lang=fr"]
        {
            assert_ne!(address(other), page, "{other}");
        }
    }

    #[test]
    fn a_site_is_no_page() {
        for site in ["", "https://example.org", "https://www.example.org/?utm_source=feed#top", "/"] {
            assert_eq!(address(site), None, "{site}");
        }
    }
}
