//! Cross-checks the news: from a pile of scraped articles, which are the same text, which share passages, which report the
//! same event in their own words, and how the wording differs between outlets.
//!
//! Modules stand in the order data flows; each imports only from those above it.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod article;

pub mod hash;

pub mod output;

pub mod input;

pub mod text;

pub mod clean;

pub mod document;

pub mod mention;

pub mod sketch;

pub mod candidates;

pub mod verify;

pub mod cluster;

pub mod reuse;

pub mod event;

pub mod compare;

pub mod records;

pub mod report;

pub mod gate;
