//! How often somebody may do something, kept for all servers together: the generic cell rate algorithm (GCRA), as in a
//! server's own memory, by the database's clock.

use super::database::PostgresStore;
use crate::error::StoreError;
use sha2::{Digest, Sha256};
use std::time::Duration;

impl PostgresStore {
    /// Moves somebody's clear moment on by a share, unless that lies further ahead than allowed; then, how long to wait.
    pub(super) async fn admit(
        &self,
        who: &str,
        share: Duration,
        ahead: Duration,
    ) -> Result<Option<Duration>, StoreError> {
        let admitted = async {
            let who = &Sha256::digest(who)[..16];
            let moved = sqlx::query(
                "INSERT INTO pace AS before (who, clear_at) VALUES ($1, now() + make_interval(secs => $2))
                 ON CONFLICT (who) DO UPDATE SET clear_at = greatest(before.clear_at, now()) + make_interval(secs => $2)
                 WHERE before.clear_at <= now() + make_interval(secs => $3)",
            )
            .bind(who)
            .bind(share.as_secs_f64())
            .bind(ahead.as_secs_f64())
            .execute(&self.pool)
            .await?;
            if moved.rows_affected() == 1 {
                return Ok(None);
            }
            let sql = "SELECT extract(epoch FROM clear_at - now())::double precision FROM pace WHERE who = $1";
            let clear: Option<f64> = sqlx::query_scalar(sql).bind(who).fetch_optional(&self.pool).await?;
            // it has become clear meanwhile, or is about to: a share is the longest wait for one place
            let wait = clear.map_or(share, |clear| Duration::try_from_secs_f64(clear).unwrap_or_default());
            Ok(Some(wait.saturating_sub(ahead).max(Duration::from_millis(1))))
        };
        admitted.await.map_err(|error| self.failed(error))
    }

    /// Forgets whoever has used up nothing.
    pub(super) async fn sweep_pace(&self) -> Result<(), StoreError> {
        let swept = sqlx::query("DELETE FROM pace WHERE clear_at < now()").execute(&self.pool).await;
        swept.map(|_| ()).map_err(|error| self.failed(error))
    }
}
