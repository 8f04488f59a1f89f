//! The page opens: whole, without an error, without a network.

use crate::browser::Browser;
use crate::recordings::Recording;
use serde_json::json;

#[test]
fn the_page_opens_without_an_error_and_loads_nothing() {
    let browser = Browser::open(&Recording::pool().draw("--html OUT").0);
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let loaded = browser.run("performance.getEntriesByType('resource').length");
    assert_eq!(loaded, 0);
    assert_eq!(browser.text("stage"), "pool");
    let lanes = browser.run("lanes.labels.length");
    assert_eq!(lanes, 4, "our queue, the listener, two workers");
}

#[test]
fn the_page_names_no_address_that_it_would_load() {
    let page = Recording::pool().drawn("--html OUT");
    let policy = "content=\"default-src 'none'; style-src 'unsafe-inline'; \
                  script-src 'unsafe-inline'; base-uri 'none'; \
                  form-action 'none'\"";
    assert!(page.contains(policy));
    for word in ["src=", "href=", "@import", "fetch(", "XMLHttp", "import("] {
        assert!(!page.contains(word), "the page has {word}");
    }
    let quiet = page.replace("http://www.w3.org/2000/svg", "");
    assert!(!quiet.contains("http://") && !quiet.contains("https://"));
}

#[test]
fn the_page_fits_a_projector() {
    for stage in ["pool", "prethread"] {
        let mut recording = Recording::pool();
        recording.header()["stage"] = stage.into();
        let browser = Browser::open(&recording.draw("--html OUT").0);
        for (width, height) in [(1280, 720), (1920, 1080)] {
            browser.resize(width, height);
            let size = browser.run(
                "[document.documentElement.scrollWidth, \
                 document.documentElement.scrollHeight]",
            );
            assert_eq!(size, json!([width, height]), "{stage}");
        }
        let files = browser.run(
            "[...document.querySelectorAll('h2')].map(h => h.textContent)",
        );
        let files = files.to_string();
        for source in ["stage/prethread.rs", "stage/single.rs"] {
            assert_eq!(files.contains(source), stage == "prethread", "{files}");
        }
        assert!(files.contains("src/service/echo.rs"), "{files}");
    }
}

#[test]
fn lines_of_80_columns_fit_beside_the_stage() {
    for service in ["lines", "chat", "echo"] {
        let mut recording = Recording::pool();
        recording.header()["service"] = service.into();
        let browser = Browser::open(&recording.draw("--html OUT").0);
        for (width, height) in [(1280, 720), (1920, 1080)] {
            browser.resize(width, height);
            let wider = browser.run(
                "[...document.querySelectorAll('li code')].filter(code => {\
                 const column = code.closest('.column');\
                 return column.scrollWidth > column.clientWidth ||\
                 code.getBoundingClientRect().right > \
                 column.getBoundingClientRect().right - 17 }).length",
            );
            assert_eq!(wider, 0, "{service} at {width}, a scroll bar counted");
        }
    }
}

#[test]
fn every_control_has_a_name_and_shows_its_key() {
    let browser = Browser::open(&Recording::pool().draw("--html OUT").0);
    let nameless = browser.run(
        "[...document.querySelectorAll('button, input, output')].filter(b => \
         !b.getAttribute('aria-label') && !/\\w{3}/.test(b.textContent))\
         .map(b => b.id)",
    );
    assert_eq!(nameless, json!([]));
    let keys = browser
        .run("[...document.querySelectorAll('kbd')].map(k => k.textContent)");
    for key in ["space", "←", "→", "+", "-", "T", "Z", "X"] {
        assert!(keys.as_array().unwrap().contains(&json!(key)), "{key}");
    }
}

#[test]
fn code_of_another_version_may_differ_and_the_page_says_so() {
    let mut recording = Recording::pool();
    let page = recording.drawn("--html OUT");
    assert!(!page.contains("may differ"));
    recording.header()["version"] = "9.9.9".into();
    let browser = Browser::open(&recording.draw("--html OUT").0);
    let notes = browser.text("notes");
    assert!(notes.contains("Recorded by echostage 9.9.9: the code"), "{notes}");
}
