//! Settings as they are written: a TOML file, the environment, arguments. Later ones win.

use std::{fs, net::SocketAddr, path::Path, path::PathBuf};

use serde::Deserialize;

use super::{Config, ConfigError, Hidden, Origins, Tls, oidc::Written};

/// What stands before the name of a setting in the environment.
const PREFIX: &str = "PASSGENAU_";

/// Declares the settings once: as fields, and how one source goes over another.
macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)*) => {
        /// Settings of one source; what is not given is left to the others.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Settings {
            $($(#[$doc])* pub $name: Option<$kind>,)*
        }

        impl Settings {
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// These settings, and where they are silent those of another source.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name),)* }
            }
        }
    };
}

settings! {
    /// See [`Config::listen`].
    listen: SocketAddr,
    /// See [`Config::data`].
    data: PathBuf,
    /// See [`Config::tls`].
    tls_certificate: PathBuf,
    /// See [`Config::tls`].
    tls_key: PathBuf,
    /// See [`Config::behind_proxy`].
    behind_proxy: bool,
    /// See [`Config::cors_origins`]; a list, or one text with commas.
    cors_origins: Origins,
    /// See [`Oidc::issuer`](super::Oidc::issuer).
    oidc_issuer: String,
    /// See [`Oidc::client`](super::Oidc::client).
    oidc_client: String,
    /// See [`Oidc::secret`](super::Oidc::secret).
    oidc_secret: Hidden,
    /// A file that holds the secret.
    oidc_secret_file: PathBuf,
    /// See [`Oidc::address`](super::Oidc::address).
    oidc_address: String,
    /// See [`Oidc::scopes`](super::Oidc::scopes).
    oidc_scopes: String,
    /// See [`Config::session_hours`].
    session_hours: u32,
    /// See [`Config::body_bytes`].
    body_bytes: usize,
    /// See [`Config::import_bytes`].
    import_bytes: usize,
    /// See [`Config::people`].
    people: usize,
    /// See [`Config::profiles`].
    profiles: usize,
    /// See [`Config::pairs`].
    pairs: usize,
    /// See [`Config::requests_per_minute`].
    requests_per_minute: u32,
    /// See [`Config::failed_sign_ins`].
    failed_sign_ins: u32,
    /// See [`Config::concurrent`].
    concurrent: usize,
    /// See [`Config::request_seconds`].
    request_seconds: u64,
    /// See [`Config::shutdown_seconds`].
    shutdown_seconds: u64,
}

impl Settings {
    /// The settings in a TOML file.
    ///
    /// # Errors
    /// Fails if the file cannot be read, or holds something that is no setting.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: name.clone(),
            cause: error.to_string(),
        })?;
        Self::from_text(&name, &text)
    }

    /// The settings in a TOML text that stands under a name.
    ///
    /// # Errors
    /// Fails if the text holds something that is no setting.
    pub fn from_text(name: &str, text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| invalid(name, &error))
    }

    /// The settings in the environment: `PASSGENAU_` and the name in capitals.
    ///
    /// # Errors
    /// Fails if a value has the wrong shape. Other variables are nobody's business.
    pub fn from_environment() -> Result<Self, ConfigError> {
        #[expect(clippy::disallowed_methods, reason = "the configuration reads the environment")]
        Self::from_variables(|name| std::env::var(name).ok())
    }

    fn from_variables(read: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut table = toml::Table::new();
        for name in Self::NAMES {
            let Some(text) = read(&format!("{PREFIX}{}", name.to_uppercase())) else { continue };
            // A secret of digits is a text all the same.
            let is_text = name.starts_with("oidc_");
            let value = match (text.parse::<i64>(), text.parse::<bool>()) {
                _ if is_text => toml::Value::String(text),
                (Ok(number), _) => toml::Value::Integer(number),
                (_, Ok(switch)) => toml::Value::Boolean(switch),
                _ => toml::Value::String(text),
            };
            table.insert((*name).to_owned(), value);
        }
        table.try_into().map_err(|error| invalid("the environment", &error))
    }

    /// The complete settings.
    ///
    /// # Errors
    /// Fails if they do not go together.
    pub fn complete(self) -> Result<Config, ConfigError> {
        let usual = Config::default();
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ConfigError::HalfTls),
        };
        let oidc = Written {
            issuer: self.oidc_issuer,
            client: self.oidc_client,
            secret: self.oidc_secret,
            secret_file: self.oidc_secret_file,
            address: self.oidc_address,
            scopes: self.oidc_scopes,
        };
        let config = Config {
            oidc: oidc.complete()?,
            listen: self.listen.unwrap_or(usual.listen),
            data: self.data,
            tls,
            behind_proxy: self.behind_proxy.unwrap_or(usual.behind_proxy),
            cors_origins: self.cors_origins.unwrap_or_default(),
            session_hours: self.session_hours.unwrap_or(usual.session_hours),
            body_bytes: self.body_bytes.unwrap_or(usual.body_bytes),
            import_bytes: self.import_bytes.unwrap_or(usual.import_bytes),
            people: self.people.unwrap_or(usual.people),
            profiles: self.profiles.unwrap_or(usual.profiles),
            pairs: self.pairs.unwrap_or(usual.pairs),
            requests_per_minute: self.requests_per_minute.unwrap_or(usual.requests_per_minute),
            failed_sign_ins: self.failed_sign_ins.unwrap_or(usual.failed_sign_ins),
            concurrent: self.concurrent.unwrap_or(usual.concurrent),
            request_seconds: self.request_seconds.unwrap_or(usual.request_seconds),
            shutdown_seconds: self.shutdown_seconds.unwrap_or(usual.shutdown_seconds),
        };
        config.check()
    }
}

fn invalid(source: &str, error: &toml::de::Error) -> ConfigError {
    ConfigError::Invalid { source_name: source.to_owned(), cause: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, Settings};

    fn file(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn arguments_go_over_the_environment_over_the_file_over_the_defaults() {
        let variables = |name: &str| match name {
            "PASSGENAU_PEOPLE" => Some("20".to_owned()),
            "PASSGENAU_PAIRS" => Some("30".to_owned()),
            _ => None,
        };
        let environment = Settings::from_variables(variables).unwrap();
        let arguments = Settings { pairs: Some(40), ..Settings::default() };
        let below = file("people = 2\nprofiles = 2\n");
        let config = arguments.or(environment).or(below).complete().unwrap();
        assert_eq!((config.profiles, config.people, config.pairs), (2, 20, 40));
        assert_eq!(config.concurrent, Config::default().concurrent);
    }

    #[test]
    fn what_is_no_setting_is_refused_with_its_place() {
        let error = toml::from_str::<Settings>("people = 1\npeopel = 2").unwrap_err().to_string();
        assert!(error.contains("peopel") && error.contains('2'), "{error}");
        let wrong = |name: &str| (name == "PASSGENAU_PEOPLE").then(|| "many".to_owned());
        assert!(matches!(Settings::from_variables(wrong), Err(ConfigError::Invalid { .. })));
    }

    #[test]
    fn origins_are_exact_and_come_as_a_list_or_as_text() {
        let list = file("cors_origins = [\"https://a.example\", \"http://localhost:3000\"]");
        let variables = |name: &str| {
            let text = "https://a.example, http://localhost:3000";
            (name == "PASSGENAU_CORS_ORIGINS").then(|| text.to_owned())
        };
        let text = Settings::from_variables(variables).unwrap();
        assert_eq!(list, text);
        let config = list.complete().unwrap();
        let origins: Vec<&str> = config.cors_origins.iter().collect();
        assert_eq!(origins, ["https://a.example", "http://localhost:3000"]);
        assert_eq!(Config::default().cors_origins.iter().count(), 0);
        for bad in ["*", "https://*.a.example", "https://a.example/", "a.example", "null", ""] {
            let read = toml::from_str::<Settings>(&format!("cors_origins = [\"{bad}\"]"));
            assert!(read.unwrap_err().to_string().contains("origin"), "{bad}");
        }
    }

    #[test]
    fn a_secret_of_digits_is_a_text() {
        let variables = |name: &str| (name == "PASSGENAU_OIDC_SECRET").then(|| "12345".to_owned());
        let read = Settings::from_variables(variables).unwrap();
        assert_eq!(read, file("oidc_secret = \"12345\""));
    }

    #[test]
    fn nobody_listens_in_by_accident() {
        let open = || file("listen = \"0.0.0.0:8080\"");
        assert!(matches!(open().complete(), Err(ConfigError::Open(_))));
        assert!(file("behind_proxy = true").or(open()).complete().is_ok());
        assert!(matches!(file("tls_key = \"k\"").complete(), Err(ConfigError::HalfTls)));
        assert!(matches!(file("concurrent = 0").complete(), Err(ConfigError::Zero(_))));
    }
}
