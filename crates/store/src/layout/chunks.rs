//! Values of any size in pieces that sled keeps in its log.
//!
//! sled 0.34.7 writes a page of more than a quarter of a segment (128 KiB) to a file of its own and
//! never frees that file. A page holds up to 17 values, so a piece has at most 4 KB.

use crate::{
    engine::{Engine, Writes},
    error::StoreError,
};

const PIECE: usize = 4_000;

fn piece(base: &[u8], number: u16) -> Vec<u8> {
    [base, &number.to_be_bytes()].concat()
}

/// Puts a value under keys that begin with the base. The first piece starts with the size.
///
/// # Errors
/// More pieces than can be numbered; limits keep every value far below.
pub(crate) fn put(writes: &mut Writes, base: &[u8], value: &[u8]) -> Result<(), StoreError> {
    let too_large = || StoreError::damaged("a value of more than 250 MB");
    let size = u32::try_from(value.len()).map_err(|_error| too_large())?.to_be_bytes();
    let (first, rest) = value.split_at_checked(PIECE).unwrap_or((value, &[]));
    writes.put(piece(base, 0), [&size, first].concat());
    for (at, bytes) in rest.chunks(PIECE).enumerate() {
        let number = u16::try_from(at + 1).map_err(|_error| too_large())?;
        writes.put(piece(base, number), bytes.to_vec());
    }
    Ok(())
}

/// The value under the base.
///
/// # Errors
/// A piece is missing or has the wrong size.
pub(crate) fn get(engine: &dyn Engine, base: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(first) = engine.get(&piece(base, 0))? else { return Ok(None) };
    let Some((size, first)) = first.split_first_chunk::<4>() else {
        return Err(StoreError::damaged("a value without its size"));
    };
    let size = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX);
    let mut value = first.to_vec();
    let mut number = 0_u16;
    while value.len() < size {
        number = number.checked_add(1).ok_or_else(|| StoreError::damaged("a value without end"))?;
        let more = engine.get(&piece(base, number))?;
        value.extend(more.ok_or_else(|| StoreError::damaged("a piece of a value is missing"))?);
    }
    if value.len() > size {
        return Err(StoreError::damaged("a value is longer than it says"));
    }
    Ok(Some(value))
}

/// Removes the value under the base, as many pieces as there are.
pub(crate) fn remove(
    engine: &dyn Engine,
    writes: &mut Writes,
    base: &[u8],
) -> Result<(), StoreError> {
    for number in 0..=u16::MAX {
        let key = piece(base, number);
        if engine.get(&key)?.is_none() {
            break;
        }
        writes.remove(key);
    }
    Ok(())
}

/// How many pieces a value of this first piece has, itself included.
pub(crate) fn pieces(first: &[u8]) -> Option<u16> {
    let (size, _) = first.split_first_chunk::<4>()?;
    let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
    u16::try_from(size.div_ceil(PIECE).max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::{PIECE, get, pieces, put, remove};
    use crate::engine::{Engine as _, Writes, memory::Memory};

    #[test]
    fn values_of_every_size_come_back() {
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 65_432] {
            let engine = Memory::default();
            let value: Vec<u8> = (0_u8..=255).cycle().take(size).collect();
            let mut writes = Writes::default();
            put(&mut writes, b"k", &value).unwrap();
            engine.apply(&writes).unwrap();
            assert!(writes.iter().all(|(_, value)| value.unwrap().len() <= PIECE + 4));
            assert_eq!(get(&engine, b"k").unwrap().unwrap(), value, "{size}");
            let first = engine.get(b"k\0\0").unwrap().unwrap();
            assert_eq!(usize::from(pieces(&first).unwrap()), writes.len());
            let mut removal = Writes::default();
            remove(&engine, &mut removal, b"k").unwrap();
            assert_eq!(removal.len(), writes.len());
        }
    }

    #[test]
    fn a_missing_or_a_wrong_piece_is_damage() {
        let engine = Memory::default();
        let mut writes = Writes::default();
        put(&mut writes, b"k", &[7; 9_000]).unwrap();
        writes.remove(b"k\0\x01".to_vec());
        engine.apply(&writes).unwrap();
        assert_eq!(get(&engine, b"k").unwrap_err().code(), "store_damaged");
        assert_eq!(get(&engine, b"l").unwrap(), None);
    }
}
