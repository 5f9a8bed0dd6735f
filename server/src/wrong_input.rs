//! Input that cannot be used.

/// Every problem with what was given, a sentence each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct WrongInput(pub Vec<String>);
