//! Moments as text, UTC.

use app::date::date;

/// Seconds since 1970-01-01 UTC as RFC 3339: `2026-11-23T09:04:02Z`.
pub fn rfc3339(seconds: i64) -> String {
    let second = seconds.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", date(seconds), second / 3_600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_the_calendar_has_them() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"),
            (1_795_424_642, "2026-11-23T09:04:02Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }
}
