//! The command line of recoupe.

fn main() {}
