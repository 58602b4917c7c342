import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/**
 * The least of a mail server, in a process of its own: takes everything as fast as it comes and counts. Says its port to
 * whoever forked it; asked, it says how many messages it took and forgets them.
 */
let taken = 0;
const END = Buffer.from('\r\n.\r\n');

const server = createServer((socket) => {
  let inMessage = false;
  let tail = Buffer.alloc(0);
  let line = '';
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (inMessage) {
        const joined = tail.length > 0 ? Buffer.concat([tail, chunk.subarray(at)]) : chunk.subarray(at);
        const end = joined.indexOf(END);
        if (end < 0) {
          tail = Buffer.from(joined.subarray(Math.max(0, joined.length - 4)));
          return;
        }
        at += end + END.length - tail.length;
        tail = Buffer.alloc(0);
        inMessage = false;
        taken++;
        socket.write('250 2.0.0 taken\r\n');
        continue;
      }
      const end = chunk.indexOf(10, at);
      line += chunk.toString('latin1', at, end < 0 ? chunk.length : end + 1);
      if (end < 0) return;
      at = end + 1;
      const verb = line.slice(0, 4).toUpperCase();
      line = '';
      if (verb === 'EHLO') socket.write('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-DSN\r\n250 SIZE 50000000\r\n');
      else if (verb === 'DATA') {
        inMessage = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 2.0.0 ok\r\n');
    }
  });
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  process.send?.({ taken });
  taken = 0;
});
process.on('disconnect', () => process.exit(0));
