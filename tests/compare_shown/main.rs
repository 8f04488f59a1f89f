//! What `compare` prints and draws, of made-up results.

mod made_up;

#[test]
fn look() {
    use echostage::compare::{drawn, shown};
    let found = made_up::comparison();
    std::fs::create_dir_all("/tmp/shown").unwrap();
    for width in [60, 80, 120, 170] {
        let ink = shown::Ink { colour: width == 80 };
        let text = shown::table(&found, width, ink)
            + &shown::model(&found, width, ink);
        std::fs::write(format!("/tmp/shown/{width}.txt"), text).unwrap();
    }
    std::fs::write(
        "/tmp/shown/page.md",
        shown::markdown(&found) + &shown::model_page(&found),
    )
    .unwrap();
    for chart in drawn::charts(&found).unwrap() {
        let path = format!("/tmp/shown/{}", chart.file);
        std::fs::write(path, chart.svg).unwrap();
    }
}
