//! Encrypted connections: certificate and key from PEM files.

use std::{fmt, path::Path, sync::Arc};

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};

use super::error::ServeError;
use crate::config::Tls;

/// What encrypted connections need.
pub(super) fn settings(files: &Tls) -> Result<ServerConfig, ServeError> {
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| refused(&files.certificate, &error))?;
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| refused(&files.key, &error))?;
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| refused(&files.certificate, &error))
}

fn refused(path: &Path, error: &impl fmt::Display) -> ServeError {
    ServeError::Tls { path: path.display().to_string(), cause: error.to_string() }
}
