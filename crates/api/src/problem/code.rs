//! THE TABLE of problem codes: status and title of each.

use actix_web::http::StatusCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $code:literal $status:ident $title:literal;)*) => {
        /// What can go wrong with a request. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is written in answers.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The HTTP status.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),* }
            }

            /// What it is, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

codes! {
    /// The body is no JSON.
    Malformed "malformed" BAD_REQUEST "the body cannot be read";
    /// A parameter of the address is wrong.
    InvalidParameter "invalid_parameter" BAD_REQUEST "a parameter is wrong";
    /// A header of the request is wrong.
    InvalidHeader "invalid_header" BAD_REQUEST "a header is wrong";
    /// The cursor belongs to another list, or to none.
    InvalidCursor "invalid_cursor" BAD_REQUEST "the cursor does not belong to this list";
    /// Nobody is signed in, or the key, session or password is not valid (any more).
    Unauthenticated "unauthenticated" UNAUTHORIZED "sign in, or send a valid API key";
    /// Signing in at the provider of accounts did not work.
    SignInFailed "sign_in_failed" UNAUTHORIZED "signing in with the provider of accounts failed";
    /// The role or key may not do this.
    Forbidden "forbidden" FORBIDDEN "not allowed for this role or key";
    /// The provider of accounts knows the person, and nobody here may come in as them.
    NoAccount "no_account" FORBIDDEN "there is no account here for this person";
    /// A change from a browser without the token of its session.
    WrongToken "wrong_csrf_token" FORBIDDEN "the session's token is missing or wrong";
    /// There is no such thing.
    NotFound "not_found" NOT_FOUND "not found";
    /// The path exists, the method does not.
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED "method not allowed";
    /// The request took too long to arrive.
    Timeout "timeout" REQUEST_TIMEOUT "the request took too long";
    /// Something of that name is already there.
    AlreadyThere "already_exists" CONFLICT "it already exists";
    /// The first request under this idempotency key made something whose secret is not kept.
    ShownOnce "shown_once" CONFLICT "it was made before, and its secret is shown once";
    /// It cannot be done in the state that things are in.
    WrongState "wrong_state" CONFLICT "not possible in this state";
    /// Somebody else was faster.
    VersionConflict "version_conflict" PRECONDITION_FAILED "somebody else has changed it meanwhile";
    /// The body is too large.
    TooLarge "too_large" PAYLOAD_TOO_LARGE "the body is too large";
    /// The body has another media type than JSON.
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE "the media type is not supported";
    /// The document is readable, but wrong.
    InvalidDocument "invalid_document" UNPROCESSABLE_ENTITY "the document is not valid";
    /// The request asks for more than the service gives at once.
    TooMuch "too_much" UNPROCESSABLE_ENTITY "the request asks for too much at once";
    /// The idempotency key was used for another request.
    KeyReused "idempotency_key_reused" UNPROCESSABLE_ENTITY "the idempotency key was used for another request";
    /// A change without the version that it is made for.
    VersionRequired "version_required" PRECONDITION_REQUIRED "say which version you change: If-Match";
    /// Too many requests.
    TooMany "too_many_requests" TOO_MANY_REQUESTS "too many requests";
    /// A fault of the service.
    Internal "internal" INTERNAL_SERVER_ERROR "internal error";
    /// The store does not take or give anything at present.
    Unavailable "unavailable" SERVICE_UNAVAILABLE "the service is not ready";
    /// The provider of accounts does not answer.
    ProviderUnavailable "provider_unavailable" SERVICE_UNAVAILABLE "the provider of accounts does not answer";
}
