# The bot in a container; docs/running.md says how to build and start it.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What the image does not need goes again: the copies of Node that the install brings, and the weights of the fonts that no picture uses.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin/node \
  && find node_modules/@expo-google-fonts -name '*.ttf' ! -name '*_700Bold.ttf' ! -name '*_900Black.ttf' -delete
COPY locales locales
COPY src src
# Learns the questions, about a minute: the first start is then quick, and needs no folder to write the result to.
RUN node src/cli/prepare.ts && ls node_modules/.cache/mine-awareness-bot/*.bin

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
RUN install --directory --owner=node --group=node --mode=700 /data
COPY --from=build /app ./
USER node
VOLUME /data
EXPOSE 8080
# Alive, not ready: while Telegram cannot be reached a restart helps nobody.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself and not npm, so that it gets the signal to stop; the limits are those of `npm start`.
CMD ["node", "--max-old-space-size=256", "--max-semi-space-size=4", "src/main.ts"]
