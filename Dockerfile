# syntax=docker/dockerfile:1
# docker build --tag occm:0.1.0 .
FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libcurl4-openssl-dev libssl-dev libyaml-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /occm
COPY . .
RUN swift build --configuration release --static-swift-stdlib --product occm \
    && strip --strip-all --output-file=/usr/bin/occm .build/release/occm

FROM debian:bookworm-slim
# The C libraries that are not linked in, and the certificates of public CAs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libcurl4 libssl3 libstdc++6 libyaml-0-2 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/bin/occm /usr/bin/occm
# The Go OCCM's name, so that Pods that name it as their command need not change. /bin is /usr/bin.
RUN ln --symbolic occm /usr/bin/openstack-cloud-controller-manager
USER 65532:65532
ENTRYPOINT ["/usr/bin/occm"]
