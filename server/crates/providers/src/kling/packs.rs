//! What is left of an account's packs.

use crate::untrusted::number;
use serde_json::Value;

/// What is left of an account's packs, and what they held: both in units. `None` when it does not say.
pub(crate) fn packs(data: &Value) -> Option<(f64, f64)> {
    let packs = data.get("resource_pack_subscribe_infos")?.as_array()?;
    let online = packs.iter().filter(|pack| pack.get("status").and_then(Value::as_str) == Some("online"));
    let sums = online.filter_map(|pack| {
        Some((pack.get("remaining_quantity").and_then(number)?, pack.get("total_quantity").and_then(number)?))
    });
    sums.reduce(|sum, pack| (sum.0 + pack.0, sum.1 + pack.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_units_of_packs_that_hold_are_added_up() {
        let pack =
            |status: &str, left: Value| json!({ "status": status, "remaining_quantity": left, "total_quantity": 100 });
        let data = json!({ "resource_pack_subscribe_infos": [
            pack("online", json!(80.5)), pack("expired", json!(7)), pack("online", json!("1.5")), pack("online", json!(null)),
        ] });
        assert_eq!(packs(&data), Some((82.0, 200.0)));
        assert_eq!(packs(&json!({ "resource_pack_subscribe_infos": [] })), None);
    }
}
