//! What settings, their values and networking modes are called. The browser's workers show none of it, and leave it out, but for
//! numbers of workloads and DaemonSets, of which a remark may be made.

/// A name, where any is shown.
pub(super) const fn name(name: &'static str) -> &'static str {
    if cfg!(feature = "names") { name } else { "" }
}

/// Codes, with what their values are called.
pub(super) const fn named<const N: usize>(
    mut options: [(&'static str, &'static str); N],
) -> [(&'static str, &'static str); N] {
    let mut i = 0;
    while i < N {
        options[i].1 = name(options[i].1);
        i += 1;
    }
    options
}
