// Pictures of every page in target/screenshots. BASE_URL names a running site; without it one is built and started.
import config from "./playwright.config";

const address = process.env.BASE_URL ?? "http://127.0.0.1:3900";

export default {
  ...config,
  testDir: "screenshots",
  use: { ...config.use, baseURL: address },
  webServer: {
    command: "mkdir -p target/screenshots && cargo run --release -- serve --listen 127.0.0.1:3900 --store target/screenshots/berth.db",
    cwd: "..",
    url: address,
    reuseExistingServer: true,
    timeout: 900_000,
  },
};
