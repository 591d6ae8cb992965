//! Progress on standard error, for runs of more than a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use recoupe::pipeline::{Progress, Stage};

use crate::args::When;

/// How long a run stays silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears once the run has taken a second, and goes when it is dropped.
pub struct Bar {
    bar: ProgressBar,
    over: Arc<AtomicBool>,
}

impl Bar {
    /// A bar if one is wanted; it is told of stages and bytes either way.
    pub fn new(when: When, quiet: bool) -> Bar {
        use std::io::IsTerminal;
        let shown = !quiet && (when == When::Always || when == When::Auto && std::io::stderr().is_terminal());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {msg} {prefix} [{elapsed}]").expect("the template is well-formed");
        bar.set_style(style);
        let over = Arc::new(AtomicBool::new(false));
        if shown {
            let (bar, over) = (bar.clone(), over.clone());
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !over.load(Ordering::SeqCst) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
        Bar { bar, over }
    }

    /// Bytes read so far.
    pub fn read(&self, bytes: u64) {
        self.bar.set_prefix(format!("{} MB", bytes / 1_000_000));
    }
}

impl Progress for Bar {
    fn stage(&self, stage: Stage) {
        self.bar.set_prefix("");
        self.bar.set_message(stage.to_string());
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        self.bar.finish_and_clear();
    }
}
