//! A share of a core that a process gets and no more, by Linux' control groups of either version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Microseconds in which a share is given: short, so that nobody waits long for the next.
const PERIOD: u32 = 10_000;

/// A group with a share, as long as this is and no process is in it.
pub struct Quota(PathBuf);

impl Quota {
    /// A group whose processes get so many per cent of a core together; `None` where the machine lets nobody make one.
    pub fn new(name: &str, per_cent: u32) -> Option<Quota> {
        let quota = PERIOD * per_cent / 100;
        let name = format!("berth-{}-{name}", std::process::id());
        let first = |root: &Path| {
            let group = Quota::made(root.join(&name))?;
            group.set("cpu.cfs_period_us", &PERIOD.to_string())?;
            group.set("cpu.cfs_quota_us", &quota.to_string())?;
            Some(group)
        };
        let second = |root: &Path| {
            fs::write(root.join("cgroup.subtree_control"), "+cpu").ok()?;
            let group = Quota::made(root.join(&name))?;
            group.set("cpu.max", &format!("{quota} {PERIOD}"))?;
            Some(group)
        };
        first(Path::new("/sys/fs/cgroup/cpu")).or_else(|| second(Path::new("/sys/fs/cgroup")))
    }

    fn made(directory: PathBuf) -> Option<Quota> {
        fs::create_dir(&directory).ok()?;
        Some(Quota(directory))
    }

    fn set(&self, file: &str, value: &str) -> Option<()> {
        // what is no file of a group would be made by writing to it
        let file = self.0.join(file);
        file.exists().then(|| fs::write(file, value).ok())?
    }

    /// Starts a program in the group.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\""]).arg(&self.0).arg(program);
        command
    }
}

impl Drop for Quota {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.0);
    }
}
