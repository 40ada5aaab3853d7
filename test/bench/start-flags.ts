/** What `npm start` gives Node: memory as the bot has it. */
import packageJson from '../../package.json' with { type: 'json' };

export const START_FLAGS: readonly string[] = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));
