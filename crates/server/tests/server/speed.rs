use crate::support::{Device, Town, case, received};
use clerk_domain::act::Act;
use clerk_domain::digest::Digest;
use clerk_protocol::{Protocol as _, PullReply, PushReply, path};
use std::time::Instant;

fn fill(device: &mut Device, from: usize, count: usize) {
    for number in from..from + count {
        let name = format!("c{number}");
        let mut act = received(&name);
        if let Act::Received { form, .. } = &mut act {
            for field in 0..12 {
                form.insert(
                    format!("field_{field}"),
                    serde_json::json!("样本文字 sample text ".repeat(3)),
                );
            }
        }
        device.act(case(&name), act);
    }
}

#[ignore]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn speed() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for batch in [500, 1000] {
        let town = Town::new().await;
        let mut device = town.device("shangwu-01").await;
        fill(&mut device, 0, 10_000);
        println!("entry bytes {}", device.entries[9].text.len());
        let pushes: Vec<_> = (0..10_000 / batch)
            .map(|i| device.push_range(i * batch + 1, (i + 1) * batch))
            .collect();
        let t = Instant::now();
        for push in pushes {
            town.centre.push(&device.token, push).await.unwrap();
        }
        println!("batch {batch}: trait push {:?}", t.elapsed());

        let town = Town::new().await;
        let mut device = town.device("shangwu-01").await;
        let other = town.device("shangwu-02").await;
        fill(&mut device, 0, 10_000);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = axum_server::from_tcp(listener).unwrap();
        let router = clerk_server::router(town.centre.clone());
        tokio::spawn(async move { server.serve(router.into_make_service()).await });
        let client = reqwest::Client::new();
        let t = Instant::now();
        for i in 0..10_000 / batch {
            let body =
                serde_json::to_vec(&device.push_range(i * batch + 1, (i + 1) * batch)).unwrap();
            let reply = client
                .post(format!("{url}{}", path::PUSH))
                .bearer_auth(&device.token.0)
                .body(body)
                .send()
                .await
                .unwrap();
            let _: PushReply = reply.json().await.unwrap();
        }
        println!("batch {batch}: http push {:?}", t.elapsed());
        let t = Instant::now();
        let (mut after, mut digest) = (0, Digest::ZERO);
        let mut hashing = std::time::Duration::ZERO;
        while after < 10_000 {
            let reply = client
                .post(format!("{url}{}", path::PULL))
                .bearer_auth(&other.token.0)
                .json(&other.pull_from(after, digest))
                .send()
                .await
                .unwrap();
            let reply: PullReply = reply.json().await.unwrap();
            let h = Instant::now();
            after += reply.entries.len() as u64;
            digest = reply.digest;
            hashing += h.elapsed();
        }
        println!("http pull {:?}", t.elapsed());
        let t = Instant::now();
        for _ in 0..200 {
            let reply = client
                .post(format!("{url}{}", path::PULL))
                .bearer_auth(&other.token.0)
                .json(&other.pull_from(after, digest))
                .send()
                .await
                .unwrap();
            let _: PullReply = reply.json().await.unwrap();
        }
        println!("no-op pull {:?}", t.elapsed() / 200);
        let t = Instant::now();
        for i in 0..50 {
            fill(&mut device, 20_000 + i, 1);
            let seq = device.chain.seq;
            let body = serde_json::to_vec(&device.push_range(seq, seq)).unwrap();
            let reply = client
                .post(format!("{url}{}", path::PUSH))
                .bearer_auth(&device.token.0)
                .body(body)
                .send()
                .await
                .unwrap();
            let _: PushReply = reply.json().await.unwrap();
        }
        println!("one act push {:?}", t.elapsed() / 50);
    }
}
