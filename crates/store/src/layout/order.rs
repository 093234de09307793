//! Index values as bytes that are in the same order as the values.

use crate::kind::IndexValue;

const NUMBER: u8 = 1;
const TEXT: u8 = 2;

/// Ends a text. A zero byte within a text is followed by 255, so that no text, with its end, is the
/// beginning of another.
const END: [u8; 2] = [0, 1];

/// Appends a value. A number is eight bytes with the sign turned round.
pub(crate) fn write(value: &IndexValue, key: &mut Vec<u8>) {
    match value {
        IndexValue::Number(number) => {
            key.push(NUMBER);
            key.extend_from_slice(&(number.cast_unsigned() ^ (1 << 63)).to_be_bytes());
        }
        IndexValue::Text(text) => {
            write_beginning(text, key);
            key.extend_from_slice(&END);
        }
    }
}

/// Appends the beginning of a text.
pub(crate) fn write_beginning(text: &str, key: &mut Vec<u8>) {
    key.push(TEXT);
    for byte in text.bytes() {
        key.push(byte);
        if byte == 0 {
            key.push(u8::MAX);
        }
    }
}

/// What follows the value that the bytes begin with.
pub(crate) fn skip(bytes: &[u8]) -> Option<&[u8]> {
    let (sort, rest) = bytes.split_first()?;
    match *sort {
        NUMBER => rest.get(8..),
        TEXT => {
            let mut rest = rest;
            loop {
                let end = rest.iter().position(|byte| *byte == 0)?;
                rest = rest.get(end + 1..)?;
                let (next, beyond) = rest.split_first()?;
                rest = beyond;
                if *next != u8::MAX {
                    return Some(rest);
                }
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};

    use super::{skip, write};
    use crate::kind::IndexValue;

    fn values() -> impl Strategy<Value = IndexValue> {
        prop_oneof![
            any::<i64>().prop_map(IndexValue::Number),
            any::<String>().prop_map(IndexValue::Text),
            "[\0a]{0,4}".prop_map(IndexValue::Text),
        ]
    }

    fn key(value: &IndexValue, id: &str) -> Vec<u8> {
        let mut key = Vec::new();
        write(value, &mut key);
        key.extend_from_slice(id.as_bytes());
        key
    }

    proptest! {
        #[test]
        fn no_value_is_the_beginning_of_another(one in values(), other in values()) {
            assert_eq!(key(&other, "").starts_with(&key(&one, "")), one == other);
        }

        #[test]
        fn keys_are_in_the_order_of_value_and_identifier(
            one in values(), other in values(), a in "[a-c]{1,3}", b in "[a-c]{1,3}",
        ) {
            let expected = one.cmp(&other).then(a.cmp(&b));
            assert_eq!(key(&one, &a).cmp(&key(&other, &b)), expected);
            assert_eq!(skip(&key(&one, &a)), Some(a.as_bytes()));
        }
    }
}
