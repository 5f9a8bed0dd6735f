//! What the page `/api` shows. The server knows its own API; the page finds it in its context.

/// The API.
#[derive(Clone, Debug)]
pub struct ApiReference {
    /// Every operation, in order.
    pub operations: Vec<ApiOperation>,
    /// Every kind of problem.
    pub problems: Vec<ApiProblem>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct ApiOperation {
    /// `GET`.
    pub method: String,
    /// Its address, parameters in braces.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// What else to know; may be empty.
    pub text: &'static str,
    /// Name and words of each parameter.
    pub parameters: Vec<(&'static str, &'static str)>,
    /// Status and words of each answer.
    pub answers: Vec<(u16, &'static str)>,
    /// How to ask with curl.
    pub example: String,
}

/// One kind of problem.
#[derive(Clone, Debug)]
pub struct ApiProblem {
    /// The end of its `type`.
    pub code: &'static str,
    /// Its `title`.
    pub title: &'static str,
    /// Its `status`.
    pub status: u16,
}
