package dev.kontor.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.launcher.process.RestartPolicy.Decision;
import dev.kontor.launcher.process.RestartPolicy.GiveUp;
import dev.kontor.launcher.process.RestartPolicy.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final RestartPolicy POLICY =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(60), 6);

    @Test
    void doublesThePauseUpToTheLongest() {
        List<Long> pauses = new ArrayList<>();
        int crashes = 0;
        while (POLICY.afterCrash(crashes, SHORT) instanceof Restart(Duration pause, int row)) {
            pauses.add(pause.toMillis());
            crashes = row;
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1000L, 1000L), pauses);
    }

    @Test
    void givesUpAfterTheAllowedCrashesInARow() {
        assertEquals(new GiveUp(7), POLICY.afterCrash(6, SHORT));
    }

    @Test
    void beginsANewRowAfterAHealthyTime() {
        Decision decision = POLICY.afterCrash(6, Duration.ofSeconds(60));
        assertEquals(new Restart(Duration.ofMillis(100), 1), decision);
    }

    @Test
    void refusesAPolicyThatCannotBe() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RestartPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), SHORT, 3));
    }
}
