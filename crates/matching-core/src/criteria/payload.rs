//! What the payloads of all kinds have in common: how they are derived and written in files.

/// What a requirement profile asks: `ask! { SchemaName { fields } }` makes the struct `Ask`.
macro_rules! ask {
    ($(#[$doc:meta])* $schema:ident { $($(#[$field_attribute:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(as = $schema))]
        pub struct Ask { $($(#[$field_attribute])* pub $field: $kind,)* }
    };
}

/// One recorded statement: `fact! { SchemaName { fields } }` makes the struct `Fact`.
macro_rules! fact {
    ($(#[$doc:meta])* $schema:ident { $($(#[$field_attribute:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schema(as = $schema))]
        pub struct Fact {
            $($(#[$field_attribute])* pub $field: $kind,)*
            /// What it rests on.
            #[cfg_attr(feature = "serde", serde(flatten))]
            pub provenance: Provenance,
        }
    };
}

pub(crate) use {ask, fact};
