package dev.configstore.spring.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packages = "dev.configstore.spring", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "dev.configstore.spring";

	private static final String DYNAMODB = "dev.configstore.dynamodb";

	/** How names and durations are written: every package may use it. */
	private static final String TEXT = "text";

	/** Each package, and the packages of the starter that it may use. */
	private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry(TEXT, Set.of()),
			Map.entry("", Set.of()), Map.entry("settings", Set.of("")), Map.entry("env", Set.of("", "settings")),
			Map.entry("simple", Set.of("", "settings", "env")),
			Map.entry("runtime", Set.of("", "settings", "env", "simple")), Map.entry("difference", Set.of()),
			Map.entry("bound", Set.of("difference")), Map.entry("update", Set.of("difference", "bound")),
			Map.entry("startup", Set.of("", "settings", "env", "simple", "runtime")),
			Map.entry("dryrun", Set.of("", "settings", "env", "simple", "runtime", "difference", "bound", "update")),
			Map.entry("notify", Set.of("", "dryrun")),
			Map.entry("scope", Set.of("", "settings", "difference", "dryrun", "notify")),
			Map.entry("refresh",
					Set.of("", "settings", "env", "simple", "runtime", "difference", "bound", "update", "dryrun",
							"notify", "scope")),
			Map.entry("actuate", Set.of("", "settings", "env", "simple", "runtime", "update", "scope")),
			Map.entry("aot", Set.of("", "settings", "env", "runtime")),
			Map.entry("autoconfigure", Set.of("", "settings", "env", "simple", "runtime", "difference", "bound",
					"update", "dryrun", "notify", "scope", "startup", "refresh", "actuate", "aot")));

	@ArchTest
	static void packagesPointInOneDirection(JavaClasses starter) {
		Map<String, Set<String>> wrong = new TreeMap<>();
		for (JavaClass type : starter) {
			String room = room(type);
			Set<String> allowed = ARROWS.get(room);
			assertThat(allowed).as("a package that the architecture does not have: " + type.getName()).isNotNull();
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass())
				.filter((used) -> used.getPackageName().startsWith(ROOT))
				.map(ArchitectureTests::room)
				.filter((used) -> !used.equals(room) && !used.equals(TEXT) && !allowed.contains(used))
				.forEach((used) -> wrong.computeIfAbsent(type.getName(), (name) -> new TreeSet<>()).add(used));
		}
		assertThat(wrong).isEmpty();
	}

	private static String room(JavaClass type) {
		String name = type.getPackageName();
		return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
	}

	@ArchTest
	static void noPackageIsLarge(JavaClasses starter) {
		Map<String, Set<String>> files = new TreeMap<>();
		starter.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.forEach((type) -> files.computeIfAbsent(room(type), (name) -> new TreeSet<>()).add(type.getSimpleName()));
		assertThat(files).allSatisfy((room, types) -> assertThat(types).hasSizeLessThanOrEqualTo(20));
	}

	/** What applications import is listed one by one: nothing gets in by accident. */
	@ArchTest
	static void theRootIsWhatAnApplicationImports(JavaClasses starter) {
		assertThat(starter.stream()
			.filter((type) -> type.getPackageName().equals(ROOT) && type.isTopLevelClass())
			.map(JavaClass::getSimpleName)).containsExactlyInAnyOrder("package-info", "Refreshable",
					"SettableRefreshable", "CandidateCheck", "CandidateRejectedEvent", "RejectionReason",
					"ConfigStoreRefreshedEvent", "ConfigStoreOrigin", "ConfigStoreClientCustomizer");
	}

	/** Of what talks to DynamoDB only what describes a store, and the time it has. */
	@ArchTest
	static final ArchRule ofCoreOnlyWhatIsMeantForItIsUsed = noClasses().should()
		.dependOnClassesThat(DescribedPredicate.describe("are the inside of core",
				(type) -> type.getPackageName().startsWith(DYNAMODB)
						&& !Set.of("Store", "Deadline").contains(type.getSimpleName())));

	@ArchTest
	static final ArchRule onlyTheClientsKnowTheSdk = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + ".runtime.Clients")
		.and()
		.doNotHaveFullyQualifiedName(ROOT + ".runtime.DeferredClient")
		.and()
		.doNotHaveSimpleName("ConfigStoreClientCustomizer")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("software.amazon.awssdk..");

	@ArchTest
	static final ArchRule onlyTheOperatorsViewKnowsMicrometer = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".actuate", ROOT + ".autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.micrometer..", "org.springframework.boot.actuate..",
				"org.springframework.boot.health..");

	@ArchTest
	static final ArchRule theWaysIntoSpringAreInOnePackage = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".startup")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.context.config..", "org.springframework.boot.diagnostics..");

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should(bePublic())
		.andShould(haveModifier(JavaModifier.FINAL))
		.andShould()
		.resideInAPackage(ROOT + ".autoconfigure");

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMembers = members().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.and(DescribedPredicate.not(defaultConstructor()))
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule onlyAutoConfigurationsArePublicBesideThem = classes().that()
		.resideInAPackage(ROOT + ".autoconfigure")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	private static DescribedPredicate<JavaMember> defaultConstructor() {
		return DescribedPredicate.describe("the default constructor", (member) -> member.getName().equals("<init>"));
	}

}
