//! Accounts, sessions and keys, as Diesel sees them (migrations/2026-11-21-000001_accounts and …000003_money).

diesel::table! {
    users (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        admin -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        data -> Jsonb,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    // Its key for Diesel only: the database keeps one row per place, the installation's own among them.
    provider_keys (provider, field, key_id, nonce) {
        user_id -> Nullable<Uuid>,
        provider -> Text,
        field -> Text,
        key_id -> Text,
        nonce -> Bytea,
        sealed -> Bytea,
        last_four -> Text,
        changed_at -> Timestamptz,
    }
}
