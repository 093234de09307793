//! Small numbers one after another, as narrow as the greatest of them allows.

/// The number of an entry; 0 is "nothing known, nothing to be done".
pub(super) type Code = u32;

/// Small numbers one after another.
#[derive(Clone, Debug)]
pub(super) enum Numbers {
    /// Below 256.
    Narrow(Vec<u8>),
    /// Below 65 536.
    Wide(Vec<u16>),
    /// Any.
    Huge(Vec<u32>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Numbers {
    /// Zeros for as many places.
    pub(super) fn zeros(places: usize) -> Self {
        Self::Narrow(vec![0; places])
    }

    /// The number at a place; 0 beyond the end.
    pub(super) fn get(&self, at: usize) -> Code {
        match self {
            Self::Narrow(codes) => codes.get(at).map_or(0, |code| (*code).into()),
            Self::Wide(codes) => codes.get(at).map_or(0, |code| (*code).into()),
            Self::Huge(codes) => codes.get(at).copied().unwrap_or(0),
        }
    }

    /// Sets the number at a place; what lies between it and the end is 0.
    pub(super) fn set(&mut self, at: usize, code: Code) {
        fn put<T: Copy + Default>(codes: &mut Vec<T>, at: usize, code: T) {
            if codes.len() <= at {
                codes.resize(at + 1, T::default());
            }
            if let Some(place) = codes.get_mut(at) {
                *place = code;
            }
        }
        self.widen(code);
        match self {
            Self::Narrow(codes) => put(codes, at, u8::try_from(code).unwrap_or(0)),
            Self::Wide(codes) => put(codes, at, u16::try_from(code).unwrap_or(0)),
            Self::Huge(codes) => put(codes, at, code),
        }
    }

    /// Puts a number between others. `at` is at most their count.
    pub(super) fn insert(&mut self, at: usize, code: Code) {
        self.widen(code);
        match self {
            Self::Narrow(codes) => codes.insert(at, u8::try_from(code).unwrap_or(0)),
            Self::Wide(codes) => codes.insert(at, u16::try_from(code).unwrap_or(0)),
            Self::Huge(codes) => codes.insert(at, code),
        }
    }

    /// Takes a number out from between others. `at` is less than their count.
    pub(super) fn remove(&mut self, at: usize) {
        match self {
            Self::Narrow(codes) => drop(codes.remove(at)),
            Self::Wide(codes) => drop(codes.remove(at)),
            Self::Huge(codes) => drop(codes.remove(at)),
        }
    }

    /// Goes through all numbers that are not 0, with their places.
    pub(super) fn each(&self, see: &mut impl FnMut(usize, Code)) {
        fn all<T: Copy + Into<Code>>(codes: &[T], see: &mut impl FnMut(usize, Code)) {
            for (at, code) in codes.iter().enumerate() {
                let code: Code = (*code).into();
                if code > 0 {
                    see(at, code);
                }
            }
        }
        match self {
            Self::Narrow(codes) => all(codes, see),
            Self::Wide(codes) => all(codes, see),
            Self::Huge(codes) => all(codes, see),
        }
    }

    /// Gives back room that is kept for more.
    pub(super) fn shrink(&mut self) {
        match self {
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
            Self::Huge(codes) => codes.shrink_to_fit(),
        }
    }

    /// Makes room for a number of that size.
    fn widen(&mut self, code: Code) {
        if let Self::Narrow(codes) = self
            && code > u8::MAX.into()
        {
            *self = Self::Wide(codes.iter().map(|code| (*code).into()).collect());
        }
        if let Self::Wide(codes) = self
            && code > u16::MAX.into()
        {
            *self = Self::Huge(codes.iter().map(|code| (*code).into()).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_stay_what_they_are_while_they_widen() {
        let mut numbers = Numbers::default();
        let mut expected = Vec::new();
        for (at, code) in [(0, 7), (3, 255), (1, 256), (5, 65_535), (2, 65_536), (0, 1)] {
            numbers.set(at, code);
            if expected.len() <= at {
                expected.resize(at + 1, 0);
            }
            expected[at] = code;
            let found: Vec<u32> = (0..expected.len()).map(|at| numbers.get(at)).collect();
            assert_eq!(found, expected);
        }
        numbers.insert(1, 70_000);
        numbers.remove(0);
        let mut seen = Vec::new();
        numbers.each(&mut |at, code| seen.push((at, code)));
        assert_eq!(seen, [(0, 70_000), (1, 256), (2, 65_536), (3, 255), (5, 65_535)]);
        assert_eq!(numbers.get(99), 0);
    }
}
