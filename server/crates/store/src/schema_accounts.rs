//! Accounts, sessions and keys, as Diesel sees them (migrations/2026-11-21-000001_accounts, …000003_money and
//! 2026-11-30-000002_people, …000150_api_tokens).

diesel::table! {
    users (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        admin -> Bool,
        created_at -> Timestamptz,
        disabled_at -> Nullable<Timestamptz>,
        last_login_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        data -> Jsonb,
        expires_at -> Timestamptz,
        user_id -> Nullable<Uuid>,
        begun_at -> Timestamptz,
        seen_at -> Timestamptz,
        agent -> Text,
        address -> Text,
    }
}

diesel::table! {
    installation (name) {
        name -> Text,
        value -> Text,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    invitations (id) {
        id -> Uuid,
        token_hash -> Text,
        email -> Nullable<Text>,
        cents -> Int8,
        made_by -> Nullable<Uuid>,
        made_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reset_links (user_id) {
        user_id -> Uuid,
        token_hash -> Text,
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

diesel::table! {
    key_tests (id) {
        id -> Uuid,
        user_id -> Nullable<Uuid>,
        provider -> Text,
        at -> Timestamptz,
        took_ms -> Int4,
        method -> Text,
        url -> Text,
        request -> Jsonb,
        status -> Nullable<Int4>,
        response -> Text,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> Uuid,
        user_id -> Uuid,
        name -> Text,
        token_hash -> Text,
        shown -> Text,
        scopes -> Array<Text>,
        test -> Bool,
        day_cents -> Nullable<Int8>,
        job_cents -> Nullable<Int8>,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(users, invitations, reset_links, api_tokens);
