//! Requests by Kubernetes' rules, held against an oracle that was written from its documents alone.

mod oracle;
mod requests;
