package io.waybill.benchmarks.peers;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** The limit of code that waits: a thread for each run, and one for each branch. */
final class OnThreads implements Peer {
  private static <T> Future<T> begin(Callable<T> task) {
    return Threads.EACH.submit(task);
  }

  @Override
  public Flow chain(int steps, Task task) {
    var loop = new Loop().chain(steps, task);
    return n -> begin(() -> loop.run(n)).get();
  }

  @Override
  public Flow fan(int width, Task task) {
    return n -> {
      var branches = new ArrayList<Future<Integer>>(width);
      for (int i = 0; i < width; i++) {
        branches.add(begin(() -> task.now(n)));
      }
      int sum = 0;
      for (var branch : branches) {
        sum += branch.get();
      }
      return sum;
    };
  }

  @Override
  public Flow diamond(Task task) {
    var specialists = fan(3, task);
    return n -> begin(() -> task.now(task.now(task.now(specialists.run(task.now(n)))))).get();
  }

  @Override
  public Flow skewed(Task brief, Task lengthy) {
    return n -> {
      var one = begin(() -> lengthy.now(brief.now(n)));
      var other = begin(() -> brief.now(lengthy.now(n)));
      return one.get() + other.get();
    };
  }
}
