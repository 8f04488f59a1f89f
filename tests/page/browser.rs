//! A real browser: Chromium without a window, driven by chromedriver, which
//! speaks HTTP and JSON on loopback (<https://www.w3.org/TR/webdriver2/>).

use crate::common::{Folder, PATIENCE, Signal, tools::need, until};
use rustix::process::{Pid, kill_process_group};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Browser {
    driver: Child,
    addr: SocketAddr,
    /// The path of its session.
    session: String,
    _profile: Folder,
}

/// A browser that starts on a busy machine takes longer than one that answers.
const START: Duration = Duration::from_secs(120);

const ARGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// A chromedriver and its port. It takes one that is free on [::1], and ends
/// where somebody has the same on 127.0.0.1: then it takes another.
fn driver() -> (Child, u16) {
    until("a port for chromedriver", || {
        let mut driver = Command::new(need("chromedriver"))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let out = BufReader::new(driver.stdout.take().unwrap());
        let told = out.lines().map_while(Result::ok).find(|line| {
            line.contains("successfully on port ")
                || line.contains("port not available")
        });
        let told = told.expect("chromedriver says its port");
        let Some((_, port)) = told.split_once("successfully on port ") else {
            drop(driver.wait());
            return None;
        };
        Some((driver, port.trim_end_matches('.').parse().unwrap()))
    })
}

impl Browser {
    /// With a window of 1280x720.
    pub fn open(file: &Path) -> Self {
        need("chromium");
        let profile = Folder::new();
        let (driver, port) = driver();
        let addr = ([127, 0, 0, 1], port).into();
        let session = String::new();
        let mut browser = Self { driver, addr, session, _profile: profile };
        let mut args = ARGS.map(String::from).to_vec();
        let profile = browser._profile.path().display();
        args.push(format!("--user-data-dir={profile}"));
        let new = browser.ask(
            "POST",
            "/session",
            json!({ "capabilities": { "alwaysMatch": {
                "goog:chromeOptions": { "args": args },
                "goog:loggingPrefs": { "browser": "ALL" },
            }}}),
            START,
        );
        let id = new["sessionId"].as_str().unwrap();
        browser.session = format!("/session/{id}");
        browser.resize(1280, 720);
        browser.go(file);
        browser
    }

    pub fn go(&self, file: &Path) {
        let url = format!("file://{}", file.display());
        self.post("/url", json!({ "url": url }));
    }

    pub fn resize(&self, width: u32, height: u32) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": width, "height": height,
                "deviceScaleFactor": 1, "mobile": false,
            }),
        );
    }

    pub fn devtools(&self, cmd: &str, params: Value) {
        self.post("/goog/cdp/execute", json!({ "cmd": cmd, "params": params }));
    }

    /// What a script returns in the page.
    pub fn run(&self, script: &str) -> Value {
        let script = format!("return ({script})");
        self.post("/execute/sync", json!({ "script": script, "args": [] }))
    }

    pub fn text(&self, id: &str) -> String {
        let script = format!("document.getElementById('{id}').textContent");
        self.run(&script).as_str().unwrap().to_string()
    }

    pub fn press(&self, key: char) {
        let press = [
            json!({ "type": "keyDown", "value": key }),
            json!({ "type": "keyUp", "value": key }),
        ];
        self.act(json!({ "type": "key", "id": "keys", "actions": press }));
    }

    /// Moves the pointer over the middle of what the script returns.
    pub fn hover(&self, script: &str) {
        let x = format!(
            "(() => {{ const b = ({script}).getBoundingClientRect(); \
             return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        );
        let at = self.run(&x);
        let at = |n: usize| at[n].as_f64().unwrap() as i64;
        self.act(json!({
            "type": "pointer", "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": [{
                "type": "pointerMove", "duration": 0, "x": at(0), "y": at(1),
            }],
        }));
    }

    fn act(&self, source: Value) {
        self.post("/actions", json!({ "actions": [source] }));
    }

    /// What the page has complained of: script errors, blocked loads.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", json!({ "type": "browser" }));
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    /// Looks until the script returns true.
    pub fn until(&self, what: &str, script: &str) {
        until(what, || (self.run(script) == json!(true)).then_some(()));
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.ask("POST", &format!("{}{path}", self.session), body, PATIENCE)
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        body: Value,
        most: Duration,
    ) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(most)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.addr,
            body.len()
        )
        .unwrap();
        let mut from = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            from.read_line(&mut line).unwrap();
            let line = line.to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        from.read_exact(&mut answer).unwrap();
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        let value = answer["value"].take();
        assert!(value["error"].is_null(), "{path} {body}: {value}");
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.ask("DELETE", &self.session, json!({}), PATIENCE);
        }
        let pid = Pid::from_raw(self.driver.id() as i32).unwrap();
        // The browser is in its group; it may be gone already.
        let _ = kill_process_group(pid, Signal::KILL);
        drop(self.driver.wait());
    }
}
