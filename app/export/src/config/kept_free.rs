//! The room that a plan keeps free, where whoever launches the nodes keeps none: for what may be lost, and headroom.

use super::context::Context;
use super::placeholder::{MAKE_WAY, priority};
use super::{headroom, spare_room};
use crate::yaml::Map;

/// Who keeps it, in sentences; none where nothing is kept free.
pub(super) fn said(c: &Context, all: &[Context]) -> Vec<String> {
    let make_way = (!deployments(c, all).is_empty()).then(|| MAKE_WAY.to_string());
    spare_room::said(c).into_iter().chain(headroom::said(c)).chain(make_way).collect()
}

/// The priority, and the deployments that have it.
pub(super) fn documents(c: &Context, all: &[Context]) -> Vec<Map> {
    let deployments = deployments(c, all);
    let priority = (!deployments.is_empty()).then(priority);
    priority.into_iter().chain(deployments).collect()
}

fn deployments(c: &Context, all: &[Context]) -> Vec<Map> {
    spare_room::deployments(c).into_iter().chain(headroom::deployments(all)).collect()
}
