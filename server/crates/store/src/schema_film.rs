//! The film tables, as Diesel sees them (migrations/2026-11-21-000002_film).

diesel::table! {
    projects (id) {
        id -> Uuid,
        owner_id -> Uuid,
        title -> Text,
        script -> Text,
        settings -> Jsonb,
        head -> Jsonb,
        state -> Text,
        message -> Nullable<Text>,
        last_seq -> Int8,
        film_id -> Nullable<Uuid>,
        local_key -> Nullable<Text>,
        started_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        unasked -> Bool,
        only_shots -> Nullable<Array<Uuid>>,
    }
}

diesel::table! {
    shots (id) {
        id -> Uuid,
        project_id -> Uuid,
        rank -> Float8,
        spec -> Jsonb,
        state -> Text,
        message -> Nullable<Text>,
        progress -> Nullable<Float8>,
        provider -> Text,
        attempt -> Int4,
        clip_id -> Nullable<Uuid>,
        stand_in -> Bool,
        seconds -> Float8,
        cost_cents -> Int8,
        fallback -> Int4,
        speech_turn -> Int4,
        sound_turn -> Int4,
        unsynced -> Nullable<Text>,
        lips_failed -> Bool,
        kept_take -> Nullable<Text>,
        gave_up -> Nullable<Text>,
        tried -> Jsonb,
    }
}

diesel::table! {
    artifacts (id) {
        id -> Uuid,
        project_id -> Uuid,
        shot_id -> Nullable<Uuid>,
        kind -> Text,
        fingerprint -> Text,
        file_key -> Text,
        bytes -> Int8,
        seconds -> Nullable<Float8>,
        provider -> Text,
        model -> Text,
        cost_cents -> Int8,
        detail -> Jsonb,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    tasks (id) {
        id -> Uuid,
        project_id -> Nullable<Uuid>,
        shot_id -> Nullable<Uuid>,
        step -> Jsonb,
        fingerprint -> Text,
        state -> Text,
        next_run_at -> Timestamptz,
        lease_token -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        tries -> Int4,
        errors -> Jsonb,
        created_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
        crashes -> Int4,
        owner_id -> Nullable<Uuid>,
        claimed_at -> Nullable<Timestamptz>,
        worked_ms -> Int8,
        kind -> Text,
        pool -> Text,
        key -> Text,
        message -> Nullable<Text>,
        progress -> Nullable<Float8>,
    }
}

diesel::table! {
    events (project_id, seq) {
        project_id -> Uuid,
        seq -> Int8,
        payload -> Jsonb,
        at -> Timestamptz,
    }
}

diesel::table! {
    attempts (id) {
        id -> Uuid,
        project_id -> Uuid,
        shot_id -> Nullable<Uuid>,
        fingerprint -> Text,
        provider -> Text,
        model -> Text,
        external_id -> Text,
        state -> Text,
        provider_task -> Nullable<Text>,
        estimate_cents -> Int8,
        billed_cents -> Nullable<Int8>,
        failure_class -> Nullable<Text>,
        sentence -> Nullable<Text>,
        request -> Jsonb,
        response -> Nullable<Jsonb>,
        looks -> Int4,
        made_at -> Timestamptz,
        called_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        owner_id -> Uuid,
        step -> Jsonb,
        unknown_since -> Nullable<Timestamptz>,
        polls -> Int4,
        said -> Nullable<Text>,
        account -> Nullable<Text>,
        place -> Nullable<Text>,
        own_key -> Bool,
        billed_micros -> Nullable<Int8>,
    }
}

diesel::table! {
    calls (id) {
        id -> Uuid,
        attempt_id -> Uuid,
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
    asks (project_id, number) {
        project_id -> Uuid,
        number -> Int4,
        part -> Text,
        asked -> Jsonb,
        asked_by -> Nullable<Uuid>,
        asked_at -> Timestamptz,
    }
}

diesel::table! {
    decisions (project_id, key) {
        project_id -> Uuid,
        key -> Text,
        chosen -> Nullable<Text>,
        decided_by -> Nullable<Uuid>,
        decided_at -> Timestamptz,
    }
}

diesel::table! {
    ledger (id) {
        id -> Int8,
        entry -> Uuid,
        account -> Text,
        user_id -> Uuid,
        project_id -> Nullable<Uuid>,
        attempt_id -> Nullable<Uuid>,
        cents -> Int8,
        reason -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    edits (project_id, seq) {
        project_id -> Uuid,
        seq -> Int8,
        label -> Text,
        before -> Jsonb,
        after -> Jsonb,
        undone -> Bool,
        at -> Timestamptz,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    projects, shots, artifacts, tasks, events, attempts, calls, ledger, edits, decisions, asks
);
