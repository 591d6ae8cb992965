//! `reports/example` is what `recoupe report corpus` writes today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{Place, project};

pub(crate) fn files(root: &Path) -> BTreeMap<String, String> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below it").to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    found
}

#[test]
fn the_example_is_up_to_date() {
    let place = Place::new();
    let corpus = project().join("corpus");
    fs::create_dir(place.path("work")).expect("a folder");
    place.run(&["report", &corpus.to_string_lossy(), "-o", "fresh"]).exits(0);
    let (fresh, committed) = (files(&place.path("fresh")), files(&project().join("reports/example")));
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    let advice = "run: cargo run --release -- report corpus -o reports/example, and read what changed";
    assert_eq!(names(&fresh), names(&committed), "{advice}");
    let stale: Vec<&String> = fresh.iter().filter(|(name, content)| committed[*name] != **content).map(|(name, _)| name).collect();
    assert!(stale.is_empty(), "out of date: {stale:?}; {advice}");
}
