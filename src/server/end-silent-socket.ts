import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

type Pace = { pingMs: number; silenceMs: number };

/**
 * Terminates a socket whose peer is gone, or takes nothing. While something waits for the peer, only that it takes some of it is a
 * sign of life; while nothing does, only that it answers a ping. Gives what its owner stops at the end of the socket.
 */
export function endSilentSocket(socket: WebSocket, stream: Socket, { pingMs, silenceMs }: Pace): NodeJS.Timeout {
  let before = { taken: 0, waiting: false };
  let looksWithoutSign = 0;

  function look(): void {
    const now = { taken: stream.bytesWritten - stream.writableLength, waiting: stream.writableLength > 0 };
    const stillTakes = before.waiting && now.taken > before.taken;
    const beganToWait = now.waiting && !before.waiting;
    looksWithoutSign = stillTakes || beganToWait ? 0 : looksWithoutSign + 1;
    before = now;
    if (looksWithoutSign * pingMs >= silenceMs) socket.terminate();
    else if (!now.waiting) socket.ping();
  }

  socket.on('pong', () => {
    if (stream.writableLength === 0) looksWithoutSign = 0;
  });
  return setInterval(look, pingMs);
}
