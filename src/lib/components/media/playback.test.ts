import { expect, test } from 'vitest';
import { Playback, type Player } from './playback';

class Recorder implements Player {
    paused = true;
    currentTime = 0;
    pause() {
        this.paused = true;
    }
    play(playback: Playback) {
        this.paused = false;
        playback.started(this);
    }
}

test('one at a time is heard', () => {
    const playback = new Playback();
    const [a, b] = [new Recorder(), new Recorder()];
    playback.add(a, '1');
    playback.add(b, '2');
    a.play(playback);
    b.play(playback);
    expect([a.paused, b.paused]).toEqual([true, false]);
    b.play(playback);
    expect(b.paused).toBe(false);
    playback.silence();
    expect(b.paused).toBe(true);
});

test('what was scrolled away goes on where it was', () => {
    const playback = new Playback();
    const before = new Recorder();
    const gone = playback.add(before, '1');
    before.play(playback);
    before.currentTime = 12;
    playback.reached(before);
    gone();
    const after = new Recorder();
    playback.add(after, '1');
    expect(after.currentTime).toBe(12);
});

test('the feed shows the moment at which the viewer was closed', () => {
    const playback = new Playback();
    const [feed, viewer] = [new Recorder(), new Recorder()];
    playback.add(feed, '1');
    feed.play(playback);
    feed.currentTime = 5;
    playback.reached(feed);
    expect([playback.hears('1'), playback.hears('2')]).toEqual([true, false]);
    playback.add(viewer, '1');
    expect(viewer.currentTime).toBe(5);
    viewer.play(playback);
    expect(feed.paused).toBe(true);
    viewer.currentTime = 30;
    viewer.pause();
    playback.stopped(viewer);
    expect(feed.currentTime).toBe(30);
});

test('what was played to its end begins anew', () => {
    const playback = new Playback();
    const player = new Recorder();
    playback.add(player, '1');
    player.currentTime = 60;
    playback.reached(player);
    playback.ended(player);
    expect(playback.positionOf('1')).toBe(0);
});

test('only the files touched last are remembered', () => {
    const playback = new Playback();
    for (let file = 0; file < 150; file++) {
        const player = new Recorder();
        const gone = playback.add(player, String(file));
        player.currentTime = 10;
        playback.reached(player);
        gone();
    }
    expect(playback.positionOf('0')).toBe(0);
    expect(playback.positionOf('149')).toBe(10);
});
