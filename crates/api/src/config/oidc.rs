//! Signing in with the accounts of a provider (OpenID Connect): what must be known of it.

use std::{fmt, fs, path::PathBuf};

use actix_web::http::Uri;
use serde::Deserialize;

use super::error::ConfigError;

/// What is asked of the provider unless somebody says otherwise: who it is, and the mail address.
const SCOPES: &str = "openid email";

/// A provider of accounts, and how this service is known there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oidc {
    /// The provider, exactly as it names itself (`iss`).
    pub issuer: String,
    /// Under which name the provider knows this service.
    pub client: String,
    /// The secret that goes with the name; none for a client that has none.
    pub secret: Option<Hidden>,
    /// Where browsers reach this service, without a slash at the end.
    pub address: String,
    /// What is asked of the provider, with `openid` among it.
    pub scopes: String,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Hidden(String);

impl Hidden {
    /// The text itself.
    #[cfg(feature = "oidc")]
    pub(crate) fn shown(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The settings as they are written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) issuer: Option<String>,
    pub(super) client: Option<String>,
    pub(super) secret: Option<Hidden>,
    pub(super) secret_file: Option<PathBuf>,
    pub(super) address: Option<String>,
    pub(super) scopes: Option<String>,
}

impl Written {
    /// The provider, where one is named.
    pub(super) fn complete(self) -> Result<Option<Oidc>, ConfigError> {
        let Self { issuer, client, secret, secret_file, address, scopes } = self;
        let (issuer, client, address) = match (issuer, client, address) {
            (None, None, None) if secret.is_none() && secret_file.is_none() => return Ok(None),
            (Some(issuer), Some(client), Some(address)) => (issuer, client, address),
            _ => {
                let why = "oidc_issuer, oidc_client and oidc_address belong together";
                return Err(ConfigError::Oidc(why.to_owned()));
            }
        };
        for (name, url) in [("oidc_issuer", &issuer), ("oidc_address", &address)] {
            if !is_safe(url) {
                let why = format!("{name} is an https address without a question mark, not {url}");
                return Err(ConfigError::Oidc(why));
            }
        }
        let scopes = scopes.unwrap_or_else(|| SCOPES.to_owned());
        if !scopes.split(' ').any(|scope| scope == "openid") {
            let why = "oidc_scopes names openid, and others after a space";
            return Err(ConfigError::Oidc(why.to_owned()));
        }
        let secret = match (secret, secret_file) {
            (Some(_), Some(_)) => {
                let why = "give oidc_secret or oidc_secret_file, not both";
                return Err(ConfigError::Oidc(why.to_owned()));
            }
            (secret, None) => secret,
            (None, Some(file)) => Some(read(&file)?),
        };
        let address = address.trim_end_matches('/').to_owned();
        Ok(Some(Oidc { issuer, client, secret, address, scopes }))
    }
}

fn read(file: &std::path::Path) -> Result<Hidden, ConfigError> {
    let text = fs::read_to_string(file).map_err(|error| ConfigError::Unreadable {
        path: file.display().to_string(),
        cause: error.to_string(),
    })?;
    Ok(Hidden(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Whether nobody on the way can read what goes there: encrypted, or within this machine.
pub(crate) fn is_safe(url: &str) -> bool {
    let Ok(parts) = url.parse::<Uri>() else { return false };
    let host = parts.host().unwrap_or_default();
    let is_own = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let is_whole = parts.query().is_none() && !url.contains(['#', '@', ' ']) && !host.is_empty();
    is_whole
        && (parts.scheme_str() == Some("https") || parts.scheme_str() == Some("http") && is_own)
}

#[cfg(test)]
mod tests {
    use super::{super::Settings, is_safe};
    use crate::ConfigError;

    fn settings(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    const WHOLE: &str = "oidc_issuer = \"https://login.example/realms/amt\"\noidc_client = \"passgenau\"\noidc_address = \"https://passgenau.example/\"\n";

    #[test]
    fn a_provider_is_named_whole_and_its_secret_is_never_printed() {
        assert_eq!(settings("").complete().unwrap().oidc, None);
        let text = format!("{WHOLE}oidc_secret = \"sehr geheim\"");
        let written = settings(&text);
        assert!(!format!("{written:?}").contains("geheim"));
        let config = written.complete().unwrap();
        assert!(!format!("{config:?} {config}").contains("geheim"));
        assert!(config.to_string().contains("https://login.example/realms/amt"));
        let oidc = config.oidc.unwrap();
        assert_eq!(oidc.address, "https://passgenau.example");
        assert_eq!(oidc.scopes, "openid email");
        for part in WHOLE.lines() {
            assert!(matches!(settings(part).complete(), Err(ConfigError::Oidc(_))), "{part}");
        }
        for more in ["oidc_scopes = \"email\"", "oidc_secret = \"a\"\noidc_secret_file = \"b\""] {
            let wrong = settings(&format!("{WHOLE}{more}")).complete();
            assert!(matches!(wrong, Err(ConfigError::Oidc(_))), "{more}");
        }
        let missing = settings(&format!("{WHOLE}oidc_secret_file = \"/nowhere/at/all\""));
        assert!(matches!(missing.complete(), Err(ConfigError::Unreadable { .. })));
    }

    #[test]
    fn nothing_goes_over_an_open_wire() {
        for good in
            ["https://a.example", "https://a.example/b", "http://127.0.0.1:9/", "http://localhost"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "http://a.example",
            "ftp://a",
            "a.example",
            "https://",
            "https://a/?b",
            "https://a@b",
            "https://a/#b",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
