//! Every command that README shows is run, and prints what README shows below it.

use std::fs;
use std::path::Path;

use crate::{Place, project};

/// A `console` block: each line after `$ ` is a command, what follows is what it prints; a line `…` stands for anything.
fn commands(markdown: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside && line.starts_with("$ ") => found.push((line[2..].to_owned(), Vec::new())),
            line if inside => found.last_mut().expect("a command comes first").1.push(line.to_owned()),
            _ => {}
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

/// Whether `printed` is `shown`, where a shown line `…` stands for any lines and a shown number of seconds for any.
fn agrees(shown: &[String], printed: &[&str]) -> bool {
    let same = |shown: &str, printed: &str| {
        let timeless = |line: &str| {
            line.rsplit_once("; ").filter(|(_, end)| end.ends_with(" s")).map_or(line.to_owned(), |(start, _)| start.to_owned())
        };
        timeless(shown).trim_end() == timeless(printed).trim_end()
    };
    match shown {
        [] => printed.is_empty(),
        [first, rest @ ..] if first == "…" => (0..=printed.len()).any(|skip| agrees(rest, &printed[skip..])),
        [first, rest @ ..] => printed.first().is_some_and(|line| same(first, line)) && agrees(rest, &printed[1..]),
    }
}

#[test]
fn every_command_in_the_readme_runs_and_prints_what_is_shown() {
    let place = Place::new();
    copy(&project().join("corpus"), &place.path("corpus"));
    let readme = fs::read_to_string(project().join("README.md")).expect("there is a README");
    let commands = commands(&readme);
    assert!(commands.iter().filter(|(command, _)| command.starts_with("recoupe ")).count() >= 6);
    for (command, shown) in commands {
        let Some(args) = command.strip_prefix("recoupe ").or_else(|| command.strip_prefix("cargo run --release -- ")) else {
            assert!(["cargo test", "cargo install --path ."].contains(&command.as_str()), "README shows {command:?}, which no test runs");
            continue;
        };
        let ran = place.run(&args.split_whitespace().collect::<Vec<_>>());
        assert!(ran.status < 2, "{command}: {}", ran.err);
        let printed = format!("{}{}", ran.out, ran.err);
        let printed: Vec<&str> = printed.lines().collect();
        assert!(agrees(&shown, &printed), "README shows for {command:?}\n{}\nbut it prints\n{}", shown.join("\n"), printed.join("\n"));
    }
    let line = readme.split("```json\n").nth(1).and_then(|rest| rest.lines().next()).expect("README shows a line of groups.jsonl");
    assert!(place.read("groups.jsonl").lines().any(|written| written == line), "README shows a record that is not written: {line}");
}
