//! Export, import, check and journal from the command line; and what it says when it cannot.

use serde_json::{Value, json};

use crate::program::{Folder, Service, passgenau};

fn run(arguments: &[&str]) -> (i32, Value, String) {
    let out = passgenau().args(arguments).output().unwrap();
    let json = serde_json::from_slice(&out.stdout).unwrap_or_default();
    (out.status.code().unwrap(), json, String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn everything_that_is_exported_comes_back() {
    let folder = Folder::new();
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let (data, copy, file) = (path("data"), path("copy"), path("all.ndjson"));
    let service = Service::start(folder.0.join("data").as_path());
    let key = service.key();
    let person = json!({ "id": "P-1", "facts": [] });
    service.post(&key, "/v1/applicants", &person).expect(201);
    let (code, _, told) = run(&["export", "--data", &data, &file]);
    assert_eq!(code, 4);
    assert!(told.contains("already used by another process"), "{told}");
    assert!(service.stop());

    let (code, exported, told) = run(&["export", "--json", "--data", &data, &file]);
    assert_eq!(code, 0, "{told}");
    let (code, imported, told) = run(&["import", "--json", "--data", &copy, &file]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(exported, imported);
    let (code, _, told) = run(&["import", "--data", &copy, &file]);
    assert_eq!(code, 4);
    assert!(told.contains("not empty"), "{told}");

    let (code, checked, _) = run(&["check-store", "--json", "--data", &copy]);
    assert_eq!((code, &checked["sound"]), (0, &json!(true)));
    let (code, verified, _) = run(&["journal", "verify", "--json", "--data", &copy]);
    assert_eq!((code, &verified["sound"]), (0, &json!(true)));
    let last =
        format!("{}:{}", verified["last"]["seq"], verified["last"]["hash"].as_str().unwrap());
    let noted = ["journal", "verify", "--json", "--data", &copy, "--noted"];
    let (code, _, _) = run(&[&noted[..], &[&last]].concat());
    assert_eq!(code, 0);
    let (code, verified, _) = run(&[&noted[..], &[&last.replacen(':', "9:", 1)]].concat());
    assert_eq!((code, &verified["noted_is_there"]), (1, &json!(false)));

    // The same key opens the copy only with the same secret file.
    std::fs::copy(folder.0.join("data/secret"), folder.0.join("copy/secret")).unwrap();
    let service = Service::start(folder.0.join("copy").as_path());
    service.get(&key, "/v1/applicants/P-1").expect(200);
}

#[test]
fn nobody_listens_in_by_accident() {
    let (code, _, told) = run(&["serve", "--listen", "0.0.0.0:1"]);
    assert_eq!(code, 4);
    assert!(told.contains("behind_proxy"), "{told}");
}
