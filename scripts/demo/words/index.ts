export { arabic, chinese, hebrew, hindi, japanese } from './further-scripts';
export { birds, garden, harbour } from './sea-and-land';
export { books, bread, code, town } from './hands-and-heads';
export { cats, music, sky } from './sky-and-sound';
export { french, german, spanish } from './western-languages';
export { conversations } from './conversations';
export type { Topic } from './topic';
