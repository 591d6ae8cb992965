//! What the machine has, and what this process took of it.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Share of the memory that a run may use if nobody says how much: half, in parts of it.
const SHARE: u64 = 2;

/// What a run may use if nobody says how much: half of the memory, or of what the control group leaves.
pub fn share_of_memory() -> u64 {
    let system = System::new_with_specifics(RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()));
    let limit = system.cgroup_limits().map(|limits| limits.total_memory).filter(|limit| *limit > 0);
    limit.unwrap_or(u64::MAX).min(system.total_memory()) / SHARE
}

/// Most memory this process has held so far, in bytes; `None` where the system does not tell.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
