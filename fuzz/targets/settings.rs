//! Any text as settings, weights, a baseline or a date: it is understood or refused, and what is understood is written back alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recoupe::article::Date;
use recoupe::config::Settings;
use recoupe::event::Weights;
use recoupe::gate::Baseline;

fuzz_target!(|given: &str| {
    if let Ok(settings) = toml::from_str::<Settings>(given) {
        drop(settings.plan());
    }
    if let Ok(weights) = Weights::parse(given) {
        let written = weights.to_toml();
        assert_eq!(Weights::parse(&written).expect("what is written is read").to_toml(), written);
    }
    drop(Baseline::parse(given));
    if let Ok(date) = Date::parse(given) {
        assert_eq!(Date::parse(&date.to_string()), Ok(date), "{given:?} is read as {date}");
    }
});
