# syntax=docker/dockerfile:1
# An image of Berth: `docker build -t berth .`, then `docker run -p 3000:3000 -v berth:/data berth`.
#
# What is served is one binary, so the final image holds that and what it links: glibc, whose allocator a site with many
# threads is quicker on than on musl's, and no shell, which `berth healthcheck` makes unnecessary.

FROM rust:1.95-bookworm AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# what `berth --version` says it was built from: the repository is not in here
ARG BERTH_REVISION=
# cargo's caches outlive a build: the next one compiles what has changed
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package server --bin berth \
    && cp target/release/berth /berth \
    && mkdir /data

FROM gcr.io/distroless/cc-debian12:nonroot
# 65532 is `nonroot`: as a number, so that Kubernetes can see that it is not root
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /berth /usr/local/bin/berth
ENV BERTH_LISTEN=0.0.0.0:3000 \
    BERTH_STORE=/data/berth.db
USER 65532:65532
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["/usr/local/bin/berth", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/berth"]
CMD ["serve"]
