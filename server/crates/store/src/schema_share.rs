//! The tables of share links, as Diesel sees them (migrations/2026-11-30-000160_share_links).

diesel::table! {
    share_links (id) {
        id -> Uuid,
        project_id -> Uuid,
        token_hash -> Text,
        label -> Text,
        password_hash -> Nullable<Text>,
        download -> Bool,
        comments -> Bool,
        made_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        opened -> Int8,
        opened_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    share_comments (id) {
        id -> Uuid,
        project_id -> Uuid,
        link_id -> Nullable<Uuid>,
        seconds -> Float8,
        shot_id -> Nullable<Uuid>,
        shot_seconds -> Float8,
        name -> Text,
        words -> Text,
        made_at -> Timestamptz,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamptz>,
        resolved_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    film_shown (film_id) {
        film_id -> Uuid,
        captions -> Nullable<Text>,
        chapters -> Jsonb,
        poster -> Nullable<Bytea>,
        width -> Int4,
        height -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(share_links, share_comments);
