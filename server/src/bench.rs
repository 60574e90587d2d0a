//! `studio bench`: the budgets of docs/BUDGETS.md, each beside its limit.

use crate::cli::BenchArgs;

pub async fn bench(_args: BenchArgs) -> anyhow::Result<()> {
    Ok(())
}
