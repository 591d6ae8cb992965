//! What programs read is what `schemas/` says.

use std::fs;

use crate::{Place, corpus, project};

/// The schema with every object closed: published, it lets later versions add fields, and here each field has to stand in it.
fn closed(schema: &mut serde_json::Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.get("type").is_some_and(|kind| kind == "object") {
            object.insert("additionalProperties".into(), false.into());
        }
        object.values_mut().for_each(closed);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(closed);
    }
}

#[track_caller]
fn conforms(name: &str, output: &str) {
    let schema = fs::read_to_string(project().join("schemas").join(name)).expect("the schema is committed");
    assert!(!schema.contains("additionalProperties"), "{name} promises that fields may be added");
    let mut schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    closed(&mut schema);
    let output: serde_json::Value = serde_json::from_str(output).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&output).take(5).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}:\n{}", errors.join("\n"));
}

#[test]
fn reports_and_comparisons_are_as_their_schemas_say() {
    let place = Place::new();
    place.write("broken.jsonl", "{\"id\": 1,\n");
    for redact in [&[][..], &["--redact"]] {
        place.run(&[&["report", &corpus(), "broken.jsonl", "-o", "r"][..], redact].concat()).exits(0);
        conforms("report.schema.json", &place.read("r/report.json"));
        let ids = ["adp-20170209", "ponant-20170210", "vestnik-20170209"];
        let ran = place.run(&[&["compare"][..], &ids, &["--in", &corpus(), "--format", "json"], redact].concat()).exits(0);
        conforms("compare.schema.json", &ran.out);
    }
}
