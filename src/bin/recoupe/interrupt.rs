//! Ctrl-C, and the signals that end a run: nothing temporary stays.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use recoupe::output;
use recoupe::scratch::Scratch;

/// Exit status of a run that a signal ended, as shells have it.
const INTERRUPTED: i32 = 130;

static SCRATCH: Mutex<Option<Scratch>> = Mutex::new(None);
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// From here on, a signal removes unfinished outputs, and the scratch folder if there is one, before it ends the run.
pub fn listen() -> anyhow::Result<()> {
    ctrlc::set_handler(|| {
        IS_ENDING.store(true, Ordering::SeqCst);
        if let Some(scratch) = &*SCRATCH.lock().unwrap_or_else(PoisonError::into_inner) {
            scratch.remove();
        }
        output::abandon();
        std::process::exit(INTERRUPTED);
    })
    .context("cannot listen for Ctrl-C")
}

/// A signal removes this folder too.
pub fn removes(scratch: &Scratch) {
    *SCRATCH.lock().unwrap_or_else(PoisonError::into_inner) = Some(scratch.clone());
}

/// Does not return while a signal ends the run: what failed meanwhile failed because of it, and is not worth a message or a status.
pub fn give_way() {
    while IS_ENDING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// The run is over: its scratch folder goes.
pub fn clear() {
    if let Some(scratch) = SCRATCH.lock().unwrap_or_else(PoisonError::into_inner).take() {
        scratch.remove();
    }
}
