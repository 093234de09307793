//! Secrets: drawn at random, shown once, kept only as something that cannot be turned back.

use std::{fmt, fmt::Write as _, fs, io, path::Path};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// Bytes of a secret: nobody guesses 256 bits.
const BYTES: usize = 32;

/// The random generator of the operating system does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random numbers")]
pub struct NoRandom;

/// A text that was drawn at random, of hexadecimal digits.
pub(crate) fn draw(bytes: usize) -> Result<String, NoRandom> {
    let mut drawn = vec![0_u8; bytes.min(BYTES)];
    getrandom::fill(&mut drawn).map_err(|_silent| NoRandom)?;
    Ok(hex(&drawn))
}

/// A secret that was drawn at random.
pub(crate) fn secret() -> Result<String, NoRandom> {
    draw(BYTES)
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes that are written in hexadecimal digits.
#[cfg(feature = "oidc")]
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: char| u8::try_from(digit.to_digit(16)?).ok();
    let digits: Vec<u8> = text.chars().map(digit).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The key of this installation: what is kept of a secret is worthless without it.
#[derive(Clone)]
pub struct Pepper(Vec<u8>);

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper")
    }
}

impl Pepper {
    /// A key that is forgotten with the process.
    ///
    /// # Errors
    /// Fails if the operating system gives no random numbers.
    pub fn drawn() -> Result<Self, NoRandom> {
        secret().map(|text| Self(text.into_bytes()))
    }

    /// The key in a file, which is made on first use and readable by its owner only.
    ///
    /// # Errors
    /// Fails if the file cannot be read or made.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) if bytes.len() >= BYTES => Ok(Self(bytes)),
            Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "the secret is too short")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = secret().map_err(io::Error::other)?;
                make(path, text.as_bytes())?;
                Ok(Self(text.into_bytes()))
            }
            Err(error) => Err(error),
        }
    }

    /// What is kept of a secret.
    pub(crate) fn sealed(&self, purpose: &str, secret: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(secret.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

fn make(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// What is kept of a password. Takes tens of milliseconds, on purpose.
pub(crate) fn seal_password(password: &str) -> Option<String> {
    let sealed = Argon2::default().hash_password(password.as_bytes()).ok()?;
    Some(sealed.to_string())
}

/// Whether a password is the one that is kept. Takes as long where there is none to compare with.
pub(crate) fn is_password(password: &str, sealed: Option<&str>) -> bool {
    let Some(sealed) = sealed else {
        let _as_long = seal_password(password);
        return false;
    };
    PasswordHash::new(sealed)
        .is_ok_and(|sealed| Argon2::default().verify_password(password.as_bytes(), &sealed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{Pepper, draw, is_password, same, seal_password, secret};

    #[test]
    fn secrets_differ_and_are_long() {
        let one = secret().unwrap();
        assert_eq!(one.len(), 64);
        assert_ne!(one, secret().unwrap());
        assert_eq!(draw(6).unwrap().len(), 12);
        assert!(same(&one, &one.clone()) && !same(&one, "other") && !same("", "a"));
    }

    #[test]
    fn what_is_kept_depends_on_the_installation_and_the_purpose() {
        let (one, other) = (Pepper::drawn().unwrap(), Pepper::drawn().unwrap());
        assert_eq!(one.sealed("key", "a"), one.sealed("key", "a"));
        assert_ne!(one.sealed("key", "a"), other.sealed("key", "a"));
        assert_ne!(one.sealed("key", "a"), one.sealed("session", "a"));
        assert!(!format!("{one:?}").contains(&one.sealed("", "")));
    }

    #[test]
    fn only_the_password_opens() {
        let sealed = seal_password("lange genug, wirklich").unwrap();
        assert!(sealed.starts_with("$argon2id$"));
        assert!(is_password("lange genug, wirklich", Some(&sealed)));
        assert!(!is_password("lange genug, wirklicH", Some(&sealed)));
        assert!(!is_password("x", None) && !is_password("x", Some("nonsense")));
    }

    #[test]
    fn the_key_of_an_installation_is_made_once_and_for_its_owner() {
        let folder = std::env::temp_dir().join(format!("passgenau-pepper-{}", secret().unwrap()));
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("secret");
        let first = Pepper::in_file(&path).unwrap();
        assert_eq!(first.sealed("a", "b"), Pepper::in_file(&path).unwrap().sealed("a", "b"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "short").unwrap();
        assert!(Pepper::in_file(&path).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
