//! One way to write each JSON value: the text that hashes are taken over.

use serde_json::Value;

/// The value as JSON without spaces, object keys in the order of their bytes, texts and numbers as
/// `serde_json` writes them (RFC 8785 orders keys by UTF-16 and writes `1.0` as `1`; this does not).
pub(crate) fn canonical(value: &Value) -> String {
    sorted(value).to_string()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut fields: Vec<_> =
                fields.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(fields.into_iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop, proptest};
    use serde_json::{Value, json};

    use super::canonical;

    fn values() -> impl Strategy<Value = Value> {
        let leaf = proptest::prop_oneof![
            any::<Option<bool>>().prop_map(|value| value.map_or(Value::Null, Value::Bool)),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            proptest::prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let one = json!({"b": [1, {"d": null, "c": 1.0}], "a": "ä\n"});
        let other = json!({"a": "ä\n", "b": [1, {"c": 1.0, "d": null}]});
        assert_eq!(canonical(&one), "{\"a\":\"ä\\n\",\"b\":[1,{\"c\":1.0,\"d\":null}]}");
        assert_eq!(canonical(&one), canonical(&other));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_is_written_the_same(value in values()) {
            let text = canonical(&value);
            let read: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read, value);
            assert_eq!(canonical(&read), text);
        }
    }
}
