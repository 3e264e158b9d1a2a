import { readVideo } from './read-video.ts';

// Its own process: see probe-video.ts. What it read goes to standard output as JSON.
const facts = await readVideo(process.argv[2] ?? '').catch(() => null);
process.stdout.write(JSON.stringify(facts));
