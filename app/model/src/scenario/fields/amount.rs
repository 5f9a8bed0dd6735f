//! Amounts of CPU and memory as people write them. A bare whole number is in the field's own unit; with a suffix it is what
//! Kubernetes reads: `250m`, `6Gi`, `1G`. CPU with a point and no suffix is cores, as Kubernetes writes them: nobody means half
//! a millicore. Nothing else is guessed at: `1.5` of memory could mean either.

use super::{DAEMONSET_NUMBERS, NUMBERS, Number, PROFILE_NUMBERS, number};
use crate::units::counted;

/// A number with a unit in which Kubernetes has suffixes.
#[derive(Clone, Copy)]
pub struct Amount {
    /// Its unit: `m`, `MiB` or `GiB`.
    unit: &'static str,
    /// Least value.
    pub min: u32,
    /// Greatest value.
    pub max: u32,
}

/// More digits than this, a point among them, are no amount that anybody writes.
const MOST_DIGITS: usize = 10;

/// Whole cores in words, in whichever case.
const CORES: [&str; 6] = ["core", "cores", "cpu", "cpus", "vcpu", "vcpus"];

/// The amount of a key, of whichever part of the scenario.
pub fn amount(key: &str) -> Option<Amount> {
    fn among<T>(table: &'static [Number<T>], key: &str) -> Option<Amount> {
        number(table, key).and_then(Number::amount)
    }
    among(&PROFILE_NUMBERS, key).or_else(|| among(&NUMBERS, key)).or_else(|| among(&DAEMONSET_NUMBERS, key))
}

impl<T> Number<T> {
    /// Its unit and range, where it is an amount that may have a suffix.
    pub fn amount(&self) -> Option<Amount> {
        let Number { unit, min, max, .. } = *self;
        ["m", "MiB", "GiB"].contains(&unit).then_some(Amount { unit, min, max })
    }
}

impl Amount {
    /// Millicores from 0 to `max`.
    pub const fn millicores(max: u32) -> Amount {
        Amount { unit: "m", min: 0, max }
    }

    /// MiB from 0 to `max`.
    pub const fn mib(max: u32) -> Amount {
        Amount { unit: "MiB", min: 0, max }
    }

    /// What was typed, in the field's unit and rounded up, in range or not; `None` where it is no amount.
    pub fn read(self, typed: &str) -> Option<u32> {
        if let Ok(bare) = typed.parse() {
            return Some(bare);
        }
        let (mut number, mut one, mut has_point, mut end) = (0_u64, self.size_of(self.unit)?, false, 0);
        for byte in typed.bytes().take(MOST_DIGITS) {
            match byte {
                b'0'..=b'9' => {
                    number = number * 10 + u64::from(byte - b'0');
                    one *= if has_point { 10 } else { 1 };
                }
                b'.' if end > 0 && !has_point => has_point = true,
                _ => break,
            }
            end += 1;
        }
        let suffix = match typed[end..].trim_start_matches(' ') {
            "" if has_point && self.unit == "m" => "core",
            suffix => suffix,
        };
        let suffix = self.size_of(suffix).filter(|_| end > 0)?;
        let all = number.checked_mul(suffix);
        Some(all.and_then(|all| u32::try_from(all.div_ceil(one)).ok()).unwrap_or(u32::MAX))
    }

    /// What a suffix stands for: millicores of CPU, bytes of memory. Memory's may end in the B that people add.
    fn size_of(self, suffix: &str) -> Option<u64> {
        let bytes = suffix.strip_suffix('B').unwrap_or(suffix).as_bytes();
        let is_cores = || CORES.iter().any(|core| suffix.eq_ignore_ascii_case(core));
        let (letter, base) = match (self.unit, bytes) {
            ("m", b"m") => return Some(1),
            ("m", _) => return is_cores().then_some(1_000),
            (_, [letter]) => (letter, 1_000_u64),
            (_, [letter, b'i']) => (letter, 1_024),
            _ => return None,
        };
        let power = match letter {
            b'k' if base == 1_000 => 1,
            b'K' if base == 1_024 => 1,
            b'M' => 2,
            b'G' => 3,
            b'T' => 4,
            _ => return None,
        };
        Some(base.pow(power))
    }

    /// What to say of so few millicores that cores may be meant, for who types `2` may think of two cores. It is taken as it
    /// is all the same; memory has no such doubt.
    pub fn caution(self, n: u32) -> Option<String> {
        (self.unit == "m" && matches!(n, 1..=9)).then(|| {
            let [few, cores] = ["millicore", "core"].map(|one| counted(n, one));
            let is = if n == 1 { "is" } else { "are" };
            format!("{few} {is} 0.00{n} of a core; for {cores} write {cores} or {n}000m.")
        })
    }

    /// The unit in words, to follow "a number".
    pub fn in_unit(self) -> &'static str {
        match self.unit {
            "m" => ", in millicores",
            "MiB" => ", in MiB",
            _ => ", in GiB",
        }
    }

    /// The unit and what else may be written, to follow a range.
    pub fn also(self) -> &'static str {
        match self.unit {
            "m" => ", in millicores, or with a unit such as 250m or 1.5 cores",
            "MiB" => ", in MiB, or with a unit such as 512Mi, 1.5Gi or 1G",
            _ => ", in GiB, or with a unit such as 100Gi or 1.5Ti",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str, typed: &str) -> Option<u32> {
        amount(key).expect("an amount").read(typed)
    }

    #[test]
    fn a_bare_number_is_in_the_fields_unit_and_a_suffix_is_kubernetes() {
        for (key, typed, expected) in [
            ("mem_mib", "6", 6),
            ("mem_mib", "6Gi", 6_144),
            ("mem_mib", "6 GiB", 6_144),
            ("mem_mib", "512Mi", 512),
            ("mem_mib", "1.5Gi", 1_536),
            ("mem_mib", "1G", 954), // 953.67
            ("disk_mib", "100Ki", 1),
            ("disk_mib", "900k", 1),
            ("ds_mem_mib", "4Ti", 4_194_304),
            ("root_gib", "80", 80),
            ("root_gib", "1.5Ti", 1_536),
            ("root_gib", "100G", 94), // 93.1
            ("cpu_m", "2", 2),
            ("cpu_m", "250m", 250),
            ("cpu_m", "0.5m", 1),
            ("ds_cpu_m", "1.5 cores", 1_500),
            ("system_cpu_m", "1 core", 1_000),
            ("cpu_m", "0.5", 500),
            ("cpu_m", "1.0", 1_000),
            ("cpu_m", "1.", 1_000),
            ("kube_cpu_m", "0.0005", 1),
            ("cpu_m", "1 CPU", 1_000),
            ("cpu_m", "2 cpus", 2_000),
            ("cpu_m", "2Cores", 2_000),
            ("ds_cpu_m", "0.25 vCPU", 250),
            ("cpu_m", "2 vcpus", 2_000),
            ("mem_mib", "999999999T", u32::MAX),
        ] {
            assert_eq!(read(key, typed), Some(expected), "{key} {typed}");
        }
    }

    #[test]
    fn so_few_millicores_that_cores_may_be_meant_are_remarked_on() {
        let said = |key: &str, n| amount(key).expect("an amount").caution(n);
        let two = "2 millicores are 0.002 of a core; for 2 cores write 2 cores or 2000m.";
        assert_eq!(said("cpu_m", 2).as_deref(), Some(two));
        assert_eq!(read("cpu_m", "2 cores"), read("cpu_m", "2000m"));
        let one = "1 millicore is 0.001 of a core; for 1 core write 1 core or 1000m.";
        assert_eq!(said("ds_cpu_m", 1).as_deref(), Some(one));
        assert!(["cpu_m", "ds_cpu_m", "system_cpu_m", "kube_cpu_m"].iter().all(|key| said(key, 9).is_some()));
        assert!([0, 10, 250].iter().all(|n| said("cpu_m", *n).is_none()) && said("mem_mib", 2).is_none());
    }

    #[test]
    fn what_could_mean_two_things_or_none_is_no_amount() {
        for typed in
            ["", "1.5", "0.5", ".5Gi", "1.5.5Gi", "Gi", "6gi", "512m", "6K", "6ki", "6Gib", "-6Gi", "1e3", "6Gi5"]
        {
            assert_eq!(read("mem_mib", typed), None, "{typed}");
        }
        for typed in
            ["1.5.5", ".5", ".", "2k", "1Gi", "m", "cpu", "1 CPUB", "1 cpu 2", "12345678901m", "99999999999", "1,5m"]
        {
            assert_eq!(read("cpu_m", typed), None, "{typed}");
        }
        assert!(["pods", "hours", "max_vcpu", "headroom", "subnet_free"].iter().all(|key| amount(key).is_none()));
    }
}
