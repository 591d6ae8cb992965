//! Which of several equal implementations of a kernel this processor runs.
//!
//! **Invariant:** every path gives the same bits; tests run all that a machine has. A [`Path`] exists only where its instructions do.

/// One implementation of the kernels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Path(Kind);

/// The instructions of a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// None beyond those of the target.
    Portable,
    /// AVX2 with BMI1, BMI2 and POPCNT.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 F, BW, DQ, VL, VBMI and VBMI2, and all of AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// NEON, which every 64-bit ARM has.
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Path {
    /// The fastest here. Cheap: the processor is asked once in the life of the process.
    pub(crate) fn best() -> Path {
        #[cfg(target_arch = "x86_64")]
        if has_avx512() {
            return Path(Kind::Avx512);
        } else if has_avx2() {
            return Path(Kind::Avx2);
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            return Path(Kind::Neon);
        }
        Path(Kind::Portable)
    }

    /// All that this machine has.
    #[cfg(test)]
    pub(crate) fn available() -> Vec<Path> {
        let mut paths = vec![Path(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        if has_avx2() {
            paths.push(Path(Kind::Avx2));
        }
        if !paths.contains(&Path::best()) {
            paths.push(Path::best());
        }
        paths
    }

    /// Its instructions, which this processor has.
    #[inline]
    pub(crate) fn kind(self) -> Kind {
        self.0
    }
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    has_avx2()
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vbmi")
        && is_x86_feature_detected!("avx512vbmi2")
}
