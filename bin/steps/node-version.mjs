// Imported first, and written so that an old Node.js can read it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Welkom needs Node.js 20.19 or newer; this is ${process.versions.node}. Get a newer one from https://nodejs.org and start again.`,
  );
  process.exit(1);
}
