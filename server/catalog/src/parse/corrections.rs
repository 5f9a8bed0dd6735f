//! `corrections.csv`: published figures that are wrong for Berth's purpose. They are put right in the
//! types and kept with them, so that a page can say what was changed and why.

use super::types::{ACCELERATORS, ATTACHMENT_KINDS, MOST_ACCELERATORS, MOST_ATTACHMENTS, MOST_ENIS, MOST_MBPS, Types};
use crate::figures::{CorrectedField, Correction};
use crate::files::{CORRECTIONS, Files};
use crate::problem::Problems;
use crate::table::{Row, rows};
use model::catalog::instance_type::InstanceType;
use model::units::Mbps;

const COLUMNS: [&str; 6] = ["instance_type", "field", "published", "used", "why", "source"];

/// Reads the corrections and puts the types right.
pub(super) fn apply(files: &Files, types: &mut Types, problems: &Problems) -> Vec<Correction> {
    let words = CorrectedField::ALL.map(|field| (field.name(), field));
    let mut corrections: Vec<Correction> = Vec::new();
    for row in rows(files, CORRECTIONS, &COLUMNS, problems) {
        let correction = Correction {
            instance_type: row.name("instance_type"),
            field: row.one_of("field", &words),
            published: row.optional_text("published"),
            used: row.text("used"),
            why: row.text("why"),
            source: row.text("source"),
        };
        let key = |c: &Correction| (c.instance_type.clone(), c.field);
        if corrections.iter().any(|other| key(other) == key(&correction)) {
            row.wrong("field", "is corrected twice");
        } else if let Some(at) = types.find(&row) {
            correct(&mut types.list[at], &correction, &row);
        }
        corrections.push(correction);
    }
    corrections.sort_by(|a, b| (&a.instance_type, a.field).cmp(&(&b.instance_type, b.field)));
    corrections
}

fn correct(t: &mut InstanceType, correction: &Correction, row: &Row) {
    let in_file = published(t, correction.field);
    if correction.published != in_file {
        let in_file = in_file.unwrap_or_else(|| "nothing".to_owned());
        row.wrong("published", format!("is not what instance_types.csv says: {in_file}"));
    }
    match correction.field {
        CorrectedField::AttachmentKind => t.attachments.kind = row.one_of("used", &ATTACHMENT_KINDS),
        CorrectedField::AttachmentSlots => t.attachments.slots = row.number("used", 1..=MOST_ATTACHMENTS),
        CorrectedField::EnisMaxPods => {
            t.enis = row.number("used", 1..=MOST_ENIS);
            t.enis_max_pods = Some(t.enis);
        }
        CorrectedField::Baseline => {
            t.baseline = Mbps(row.number("used", 1..=MOST_MBPS));
            if t.baseline > t.peak {
                row.wrong("used", "is more than peak_mbps");
            }
        }
        CorrectedField::Accelerator => t.accelerator = row.one_of("used", &ACCELERATORS),
        CorrectedField::Accelerators => t.gpu_count = row.number("used", 1..=MOST_ACCELERATORS),
        CorrectedField::AcceleratorName => t.gpu_name = row.text("used"),
    }
}

/// The figure before the correction, as the file words it.
fn published(t: &InstanceType, field: CorrectedField) -> Option<String> {
    match field {
        CorrectedField::AttachmentKind => {
            ATTACHMENT_KINDS.iter().find(|(_, kind)| *kind == t.attachments.kind).map(|(word, _)| (*word).to_owned())
        }
        CorrectedField::AttachmentSlots => Some(t.attachments.slots.to_string()),
        CorrectedField::EnisMaxPods => Some(t.enis.to_string()),
        CorrectedField::Baseline => Some(t.baseline.0.to_string()),
        CorrectedField::Accelerators => Some(t.gpu_count.to_string()),
        CorrectedField::AcceleratorName => Some(t.gpu_name.clone()).filter(|name| !name.is_empty()),
        CorrectedField::Accelerator => {
            let kinds = ACCELERATORS.iter().filter(|(word, _)| !word.is_empty());
            kinds.into_iter().find(|(_, kind)| *kind == t.accelerator).map(|(word, _)| (*word).to_owned())
        }
    }
}
