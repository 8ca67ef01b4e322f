package dev.kontor.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/// The project's architecture rules for one module, given by its root package. A module's whole test is
///
/// ```java
/// @Test
/// void keepsTheArchitecture() {
///     Architecture.of("dev.kontor.discovery").pure("dev.kontor.discovery.engine..").check();
/// }
/// ```
///
/// @param root the module's root package, such as `dev.kontor.discovery`
/// @param purePackages ArchUnit package patterns of the code that must stay free of frameworks, loggers and clocks
public record Architecture(String root, List<String> purePackages) {
    private static final List<String> MODULES = List.of(
            "dev.kontor.identity",
            "dev.kontor.discovery",
            "dev.kontor.connector",
            "dev.kontor.transfer",
            "dev.kontor.gateway",
            "dev.kontor.cli");

    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "io.vertx..", "io.smallrye..", "io.netty..", "jakarta..", "org.eclipse.microprofile..",
        "org.hibernate..", "org.slf4j..", "org.jboss..", "java.util.logging..", "com.fasterxml..", "java.net.http.."
    };

    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Processor|Handler|Impl|Data|Info|Dto|Mapper)$");

    private static final Pattern FORBIDDEN_PACKAGE =
            Pattern.compile("(^|.*\\.)(common|utils?|dto|mapper|impl|model|helpers?|services?)(\\..*|$)");

    public Architecture {
        purePackages = List.copyOf(purePackages);
    }

    public static Architecture of(String root) {
        return new Architecture(root, List.of());
    }

    /// The same rules with these packages held to be pure.
    public Architecture pure(String... packages) {
        return new Architecture(root, List.of(packages));
    }

    /// Checks all rules against the module's main classes on the class path.
    public void check() {
        check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root));
    }

    /// Checks all rules against classes that were imported by the caller.
    public void check(JavaClasses classes) {
        rules().forEach(rule -> rule.check(classes));
    }

    /// Every rule, for those who want to leave one out.
    public List<ArchRule> rules() {
        return List.of(
                purity(), noCycles(), noFieldInjection(), typeNames(), packageNames(), nullMarked(), noOtherService());
    }

    /// Pure packages know no framework, no logger, no wall clock, no thread and no process-wide randomness.
    public ArchRule purity() {
        return classes()
                .that()
                .resideInAnyPackage(purePackages.toArray(String[]::new))
                .should(ImpureCalls.BE_ABSENT)
                .andShould()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(FRAMEWORKS)
                .allowEmptyShould(true)
                .because("protocol logic takes events, now and randomness as arguments");
    }

    /// Feature packages below the root form no cycle.
    public ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    public ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .allowEmptyShould(true)
                .because("dependencies come in through the constructor");
    }

    public ArchRule typeNames() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(haveAGoodName())
                .allowEmptyShould(true);
    }

    public ArchRule packageNames() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(liveInAFeaturePackage())
                .allowEmptyShould(true);
    }

    /// Each package says that it is null-marked, in a package-info.java.
    public ArchRule nullMarked() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(liveInANullMarkedPackage())
                .allowEmptyShould(true);
    }

    /// No service depends on another service's classes, nor does a shared module depend on any.
    public ArchRule noOtherService() {
        String[] others = MODULES.stream()
                .filter(module -> !root.equals(module) && !root.startsWith(module + "."))
                .map(module -> module + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> haveAGoodName() {
        return new ArchCondition<>("not end in Manager, Helper, Util, Handler, Impl, Data, Info and the like") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean good = !FORBIDDEN_NAME.matcher(type.getSimpleName()).matches();
                events.add(new SimpleConditionEvent(type, good, type.getName() + " has a name not yet found"));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInAFeaturePackage() {
        return new ArchCondition<>("live in a package named after a feature, not after a layer") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean good = !FORBIDDEN_PACKAGE.matcher(type.getPackageName()).matches();
                events.add(new SimpleConditionEvent(type, good, type.getName() + " lives in a layer package"));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean good = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(new SimpleConditionEvent(
                        type, good, type.getPackageName() + " has no @NullMarked package-info.java"));
            }
        };
    }
}
